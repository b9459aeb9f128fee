/** `idc-doctor why <user> [account] [set]` */

import { actionAsked } from "../../app/action-asked.ts";
import { connectionOf, contextFor, openReader } from "../../app/connection.ts";
import { readDocumentFile } from "../../app/document-file.ts";
import { readOwnSide } from "../../app/own-side.ts";
import { snapshotReader, why } from "../../app/why.ts";
import { type Diagnosis, VERDICTS } from "../../model/diagnosis.ts";
import { AccessError, EXIT, type ExitCode } from "../../model/errors.ts";
import { diagnosisMarkdown } from "../../report/diagnosis-markdown.ts";
import { diagnosisText } from "../../report/diagnosis-text.ts";
import { diagnosisMermaid } from "../../report/mermaid/diagnosis.ts";
import { callPrinter, styleFor, writeAnswer } from "../answer.ts";
import { type ConnectionFlags, OUTPUTS, type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

export interface WhyFlags extends ConnectionFlags, OutputFlags {
  readonly from?: string;
  readonly output?: string;
  readonly query?: string;
  readonly expect?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly actionRegion?: string;
  readonly before?: string;
  readonly asMe?: boolean;
  readonly awsConfig?: string;
  readonly userProfile?: string;
}

export async function run(
  this: CliContext,
  flags: WhyFlags,
  user: string,
  account?: string,
  permissionSet?: string,
): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf([...OUTPUTS, "mermaid"] as const, flags.output ?? "text", "output format");
    const expected = flags.expect === undefined ? undefined : oneOf(VERDICTS, flags.expect, "verdict");
    const from = flags.from === undefined ? undefined : await readDocumentFile(flags.from);
    const before = flags.before === undefined ? undefined : await readDocumentFile(flags.before);
    if (from && flags.asMe)
      throw new AccessError("bad-input", "--as-me looks into your portal of now, and --from into a snapshot", {
        next: "Give one of the two",
      });
    const outside = contextOf(this, flags.verbose === true);
    const { client, portalToken } = await readOwnSide(flags, this.env, outside.now().toISOString());
    const connection = await connectionOf({ ...flags, from, portalToken, mayTakeCredentials: flags.asMe }, this.env);
    const context = contextFor(connection, outside);
    const question = {
      user,
      account: account ?? null,
      permissionSet: permissionSet ?? null,
      isRegionGiven: connection.isRegionGiven,
      action: actionAsked(flags),
      client,
      before: before && snapshotReader(before),
    };
    const { diagnosis } = await why(question, openReader(connection, context, callPrinter(this, flags)), context);
    if (output === "mermaid" && flags.query === undefined) this.stdout.write(diagnosisMermaid(diagnosis));
    else
      await writeAnswer(this, output === "mermaid" ? "json" : output, flags.query, {
        value: diagnosis,
        text: () => diagnosisText(diagnosis, styleFor(this, this.stdout, flags)),
        markdown: () => diagnosisMarkdown(diagnosis),
      });
    return expected === undefined ? exitOf(diagnosis) : diagnosis.verdict === expected ? EXIT.ok : EXIT.found;
  });
}

/** Works and nothing proved or likely against it: 0. Undecided: 3. Else 1. */
export function exitOf({ verdict, causes }: Diagnosis): ExitCode {
  if (verdict === "undecided") return EXIT.undecided;
  const isClean = verdict === "works" && causes.every(({ confidence }) => confidence === "possible");
  return isClean ? EXIT.ok : EXIT.found;
}
