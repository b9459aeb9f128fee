/** What proves a claim: each call with its operation, input, the fields that matter and the time. */
import type { Evidence } from "../../model/evidence.ts";
import { evidenceCommand } from "../../report/page/evidence-command.ts";
import { plainDeep } from "../../report/sanitize.ts";
import { CopyButton } from "./copy-button.tsx";

const json = (value: unknown): string => JSON.stringify(plainDeep(value), null, 2);

interface ProofProps {
  readonly ids: readonly string[];
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** Nothing can be copied or folded in a document. */
  readonly isDocument?: boolean | undefined;
}

export function Proof({ ids, evidence, isDocument = false }: ProofProps) {
  const calls = ids.flatMap((id) => evidence[id] ?? []);
  if (calls.length === 0) return <p class="soft">No call was made for this.</p>;
  return (
    <ol class="proof">
      {calls.map((call) => (
        <Call key={call.id} call={call} isDocument={isDocument} />
      ))}
    </ol>
  );
}

function Call({ call, isDocument }: { readonly call: Evidence; readonly isDocument: boolean }) {
  const command = evidenceCommand(call);
  return (
    <li>
      <p>
        <b>{call.operation}</b> <span class="soft">{call.service}</span>{" "}
        <time dateTime={call.at}>{call.at.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC")}</time>
      </p>
      {/* The command has the input, too. */}
      <pre>{command ?? json(call.input)}</pre>
      {command === undefined || isDocument ? null : <CopyButton text={command}>Copy the command</CopyButton>}
      <p class="soft">{command === undefined ? "What was there" : "What AWS answered, as far as it matters"}</p>
      <pre>{json(call.output)}</pre>
    </li>
  );
}
