/** The flags of the commands that need no AWS, or only for a refusal with an authorization id, and their output formats: `explain`, `causes`, `demo`. */
import type { Explained } from "../../app/explain.ts";
import { formats } from "../formats.ts";
import { type FlagsOf, oneOf, parsedBy, toggle } from "../parameters.ts";
import { port } from "../parse-words.ts";
import { connectionFlags, outputFlags, query } from "./shared.ts";

export const explainFormats = formats({
  text: async () => {
    const { explanationsText } = await import("../../report/explanation-text.ts");
    return ({ explanations }: Explained, style) => explanationsText(explanations, style);
  },
  markdown: async () => {
    const { explanationsMarkdown } = await import("../../report/explanation-text.ts");
    return ({ explanations }: Explained) => explanationsMarkdown(explanations);
  },
});

export const explainFlags = {
  ...connectionFlags,
  offline: toggle(
    "Explain the text alone; without this, AWS is asked for its record of a refusal that has an authorization id",
  ),
  full: toggle("Print the request's context from AWS's record, too: it holds personal data"),
  output: explainFormats.output,
  query,
  ...outputFlags,
} as const;
export type ExplainFlags = FlagsOf<typeof explainFlags>;

export const causesFormats = formats({
  text: async () => (await import("../../report/causes-text.ts")).catalogueText,
  markdown: async () => (await import("../../report/causes-text.ts")).catalogueMarkdown,
});

export const causesFlags = { output: causesFormats.output, query, ...outputFlags } as const;
export type CausesFlags = FlagsOf<typeof causesFlags>;

export const demoFlags = {
  scene: oneOf(["second-road"], "Another story: second-road plays access by account access manager"),
  web: toggle("Serve the page on an organization of 40 accounts, beside the portal of its users"),
  port: parsedBy(port, "Port of --web on 127.0.0.1 (default: any free one)", "port"),
  open: toggle("Open the page of --web in your browser"),
  ...outputFlags,
} as const;
export type DemoFlags = FlagsOf<typeof demoFlags>;
