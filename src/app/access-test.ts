/** The use case behind `test`: expectations against an organization, as it is or as a plan of Terraform or CloudFormation would leave it. */

import { evaluateExpectation } from "../diagnosis/access-tests/evaluate.ts";
import { UNIT_PREFIX } from "../diagnosis/access-tests/selection.ts";
import { organizationFacts } from "../facts/organization/facts.ts";
import { plannedDocument } from "../facts/planned/planned-document.ts";
import { ACCESS_TESTS_SCHEMA, type AccessTest, type AccessTests, type Expectation } from "../model/access-test.ts";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { freshnessOf } from "../model/organization-document/freshness.ts";
import { describeProblems } from "../model/organization-document/load.ts";
import { parseAccessTests } from "../model/organization-document/written/access-tests.ts";
import type { PlannedChanges, PlanSource } from "../model/organization-document/written/planned-change.ts";
import { parsePlannedChanges } from "../model/organization-document/written/planned-changes.ts";
import { readText } from "./text-file.ts";

/** The expectations of a file; `-` is standard input. @throws AccessError `bad-input` with the path of every bad field. */
export async function readAccessTests(path: string): Promise<readonly Expectation[]> {
  const read = parseAccessTests(await readText(path));
  if (read.kind === "ok") return read.expectations;
  throw new AccessError("bad-input", `${path} is not a file of access tests:\n${describeProblems(read.problems)}`);
}

/** Whether a test is about the accounts of an organizational unit, which a collection asks for on demand only. */
export const namesUnits = (expectations: readonly Expectation[]): boolean =>
  expectations.some(({ account }) => account.startsWith(UNIT_PREFIX));

/**
 * What `terraform show -json` printed, a CloudFormation template, or what `describe-change-set` printed.
 *
 * @param parameters of a template, `name=value` each
 * @throws AccessError `bad-input` with the path of every bad field
 */
export async function readPlannedChanges(path: string, parameters: readonly string[] = []): Promise<PlannedChanges> {
  const read = parsePlannedChanges(await readText(path), { parameters: givenParameters(parameters) });
  if (parameters.length > 0 && read.form !== undefined && read.form !== "cloudformation-template")
    throw new AccessError("bad-input", `${path} is no CloudFormation template, so that it has no parameters to give`, {
      next: "A Terraform plan and a change set hold the values that they were made with",
    });
  if (read.kind === "ok") return read.plan;
  const { what, next } = read.form ? FORMS[read.form] : ANY_FORM;
  throw new AccessError("bad-input", `${path} is not ${what}:\n${describeProblems(read.problems)}`, { next });
}

/** `Account=111122223333` of each. @throws AccessError `bad-input` */
function givenParameters(all: readonly string[]): Readonly<Record<string, string>> {
  const rows = all.map((words) => {
    const [, name, value] = /^([A-Za-z0-9]{1,255})=(.*)$/s.exec(words) ?? [];
    if (name === undefined || value === undefined)
      throw new AccessError("bad-input", `"${words}" is not a parameter of a template`, {
        next: "Write name=value, such as --parameter Account=111122223333, and give the flag once for each",
      });
    return [name, value] as const;
  });
  return Object.fromEntries(rows);
}

const CHANGE_SET =
  "aws cloudformation describe-change-set --stack-name <stack> --change-set-name <name> --include-property-values";

/** What the text was taken for, and how to get a right one. */
const FORMS: Readonly<Record<PlanSource, { readonly what: string; readonly next: string }>> = {
  terraform: {
    what: "a Terraform plan that can be tested",
    next: "Create it with terraform plan -out plan.bin, then terraform show -json plan.bin",
  },
  "cloudformation-template": {
    what: "a CloudFormation template that can be tested",
    next: "Give the template that has the assignments or entitlements",
  },
  "cloudformation-change-set": {
    what: "a change set that can be tested",
    next: `Create it again and wait for CREATE_COMPLETE, then ${CHANGE_SET}`,
  },
};

const ANY_FORM = {
  what: "a plan that can be tested",
  next: `Give the output of terraform show -json plan.bin, a CloudFormation template, or the output of ${CHANGE_SET}`,
};

/** The outcome of every expectation, in their order. */
export function testAccess(
  document: OrganizationDocument,
  expectations: readonly Expectation[],
  plan?: PlannedChanges,
): AccessTests {
  const planned = plan && plannedDocument(document, plan);
  const after = planned?.document ?? document;
  const organization = { document: after, facts: organizationFacts(after) };
  const before = plan && { document, facts: organizationFacts(document) };
  const tests = expectations.map((one) =>
    evaluateExpectation(organization, one, { open: planned?.open ?? [], before }),
  );
  const count = (outcome: AccessTest["outcome"]) => tests.filter((one) => one.outcome === outcome).length;
  return {
    schema: ACCESS_TESTS_SCHEMA,
    takenAt: document.takenAt,
    ...freshnessOf(document),
    isPlanned: plan !== undefined,
    plannedBy: plan?.source ?? null,
    total: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    undecided: count("undecided"),
    tests,
    warnings: planned?.warnings ?? [],
    notExamined: planned?.notExamined ?? [],
  };
}
