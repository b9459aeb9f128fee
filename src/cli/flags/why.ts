/** The flags of `why` and its output formats. */
import { VERDICTS } from "../../model/diagnosis.ts";
import { formats } from "../formats.ts";
import { completed, type FlagsOf, oneOf, text, texts, toggle } from "../parameters.ts";
import { connectionFlags, from, outputFlags, query } from "./shared.ts";

export const whyFormats = formats({
  text: async () => (await import("../../report/diagnosis-text.ts")).diagnosisText,
  ticket: async () => (await import("../../report/brief/ticket.ts")).diagnosisTicket,
  markdown: async () => (await import("../../report/diagnosis-markdown.ts")).diagnosisMarkdown,
  html: async () => (await import("../../web/report/why.tsx")).diagnosisHtml,
  mermaid: async () => (await import("../../report/mermaid/diagnosis.ts")).diagnosisMermaid,
});

export const whyFlags = {
  ...connectionFlags,
  from,
  before: completed(text("Earlier document: show what changed for this grant", "file"), "file"),
  asMe: toggle("You are the user: read your own access portal with the sign-in of `aws sso login`"),
  awsConfig: completed(
    text("AWS configuration file of the user (with --as-me: AWS_CONFIG_FILE or ~/.aws/config)", "file"),
    "file",
  ),
  userProfile: text("Profile in that file that the user uses", "name"),
  full: toggle("Print the access paths and the evidence, too"),
  thorough: toggle("Read every event of CloudTrail that may explain the answer, at two a second"),
  output: whyFormats.output,
  query,
  action: text("Denied action: s3:GetObject, or signin:Authenticate (the console)", "service:Action"),
  resource: text("ARN of its resource; * for an action without one", "arn"),
  context: texts("Condition key of its request: aws:SourceVpc=vpc-1; repeatable", "key=value"),
  actionRegion: completed(text("Region in which --action is called", "region"), "region"),
  expect: oneOf(VERDICTS, "Exit with 0 if this is the verdict, else with 1"),
  ...outputFlags,
} as const;
export type WhyFlags = FlagsOf<typeof whyFlags>;
