/** Declares `idc-doctor completion`. */
import { buildCommand } from "@stricli/core";
import { SHELLS, type Shell } from "../completion/completing.ts";
import { outputFlags } from "../flags/shared.ts";

/** @throws SyntaxError that lists the shells */
function shell(words: string): Shell {
  const found = SHELLS.find((name) => name === words);
  if (found) return found;
  throw new SyntaxError(`"${words}" is not a shell that idc-doctor can complete for. Give ${SHELLS.join(", ")}`);
}

export const completion = buildCommand({
  loader: async () => (await import("../commands/completion.ts")).run,
  parameters: {
    flags: outputFlags,
    positional: {
      kind: "tuple",
      parameters: [
        { parse: shell, brief: "bash, zsh or fish", placeholder: "shell", proposeCompletions: () => SHELLS },
      ],
    },
  },
  docs: { brief: "Print the script that completes commands and names in your shell" },
});
