/** The HTML reports of the organization that the screens are tested with. */
import { answerMatrix } from "../../src/app/matrix.ts";
import { scanOrganization } from "../../src/app/scan.ts";
import { diffSnapshots } from "../../src/app/snapshot-diff.ts";
import { differenceHtml } from "../../src/web/report/difference.tsx";
import { findingsHtml } from "../../src/web/report/findings.tsx";
import { matrixHtml } from "../../src/web/report/matrix.tsx";
import { HOSTILE_ACCOUNT, pageOrganization } from "./page-organization.ts";
import { testContext } from "./reader.ts";

export interface NamedReport {
  readonly name: string;
  readonly html: string;
}

export function reportsOfPage(): readonly NamedReport[] {
  const document = pageOrganization();
  const hostile = document.accounts.find(({ name }) => name === HOSTILE_ACCOUNT)?.id;
  // Whoever has the hostile name lost what they had in the hostile account.
  const after = { ...document, assignments: document.assignments.filter(({ accountId }) => accountId !== hostile) };
  const { findings } = scanOrganization(document, testContext(), { region: "us-east-1" });
  return [
    { name: "scan", html: findingsHtml(findings) },
    { name: "matrix people", html: matrixHtml(answerMatrix(document, "people")) },
    { name: "matrix sets", html: matrixHtml(answerMatrix(document, "sets")) },
    { name: "snapshot diff", html: differenceHtml(diffSnapshots(document, after, undefined)) },
  ];
}
