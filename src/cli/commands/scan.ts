/** `idc-doctor scan` */
import { scanOrganization, writePlan } from "../../app/scan.ts";
import { EXIT, type ExitCode } from "../../model/errors.ts";
import type { Findings } from "../../model/finding.ts";
import { findingsCsv } from "../../report/findings/csv.ts";
import { findingsHtml } from "../../report/findings/html.ts";
import { findingsSarif } from "../../report/findings/sarif.ts";
import { findingsMarkdown, findingsText } from "../../report/findings/text.ts";
import { printableJson } from "../../report/sanitize.ts";
import { note, styleFor, writeAnswer } from "../answer.ts";
import { OUTPUTS, oneOf } from "../flags.ts";
import { type OrganizationFlags, openedOrganization } from "../organization.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface ScanFlags extends OrganizationFlags {
  readonly output?: string;
  readonly query?: string;
  readonly plan?: string;
}

export async function run(this: CliContext, flags: ScanFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const output = oneOf([...OUTPUTS, "csv", "html", "sarif"] as const, flags.output ?? "text", "output format");
    const { document, context, region } = await openedOrganization(this, flags);
    const { findings, plan } = scanOrganization(document, context, region);
    if (flags.query === undefined && (output === "csv" || output === "html" || output === "sarif"))
      this.stdout.write(filed(findings, output));
    else
      await writeAnswer(
        this,
        output === "csv" || output === "html" || output === "sarif" ? "json" : output,
        flags.query,
        {
          value: findings,
          text: () => findingsText(findings, styleFor(this, this.stdout, flags)),
          markdown: () => findingsMarkdown(findings),
        },
      );
    if (flags.plan !== undefined && plan) await writePlan(flags.plan, plan);
    if (flags.plan !== undefined)
      note(
        this,
        flags,
        plan ? planWords(flags.plan, plan.steps.length) : "No finding is mended by an API: no plan was written",
      );
    return exitOf(findings);
  });
}

function filed(findings: Findings, output: "csv" | "html" | "sarif"): string {
  switch (output) {
    case "csv":
      return findingsCsv(findings);
    case "html":
      return findingsHtml(findings);
    case "sarif":
      return `${printableJson(JSON.stringify(findingsSarif(findings), undefined, 2))}\n`;
  }
}

const planWords = (path: string, steps: number): string =>
  `A plan of ${steps} ${steps === 1 ? "step" : "steps"} is in ${path}: look at it, then idc-doctor fix --plan ${path}`;

/** 1: something was found; 3: nothing was, but something could not be read. */
const exitOf = ({ findings, unread }: Findings): ExitCode =>
  findings.length > 0 ? EXIT.found : unread.length > 0 ? EXIT.undecided : EXIT.ok;
