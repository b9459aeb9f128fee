/** The policies of deploy/ out of those that `idc-doctor permissions` prints: reads, queue, Security Hub and writes, each by itself. */
import { policyFor, SELF_CHECK } from "../../src/app/permissions.ts";
import type { PolicyStatement } from "../../src/model/permissions.ts";

/** What of the role each is for; all but `read` are attached on request. */
export const PARTS = ["read", "queue", "security-hub", "write"] as const;
export type Part = (typeof PARTS)[number];

const ofService = (service: string) => (statement: PolicyStatement) =>
  statement.Action.every((action) => action.startsWith(`${service}:`));
const isQueue = ofService("sqs");
const isSecurityHub = ofService("securityhub");

export function statementsOf(part: Part): readonly PolicyStatement[] {
  const watch = policyFor("watch").Statement;
  switch (part) {
    case "read":
      return [...watch.filter((one) => !isQueue(one) && !isSecurityHub(one)), SELF_CHECK];
    case "queue":
      return watch.filter(isQueue);
    case "security-hub":
      return watch.filter(isSecurityHub);
    case "write":
      return withoutGiven(policyFor("fix").Statement, statementsOf("read"));
  }
}

/** Without what the others allow on every resource already. */
const withoutGiven = (
  statements: readonly PolicyStatement[],
  given: readonly PolicyStatement[],
): readonly PolicyStatement[] => {
  const actions = new Set(given.flatMap(({ Action }) => Action));
  return statements
    .map((statement) => ({ ...statement, Action: statement.Action.filter((action) => !actions.has(action)) }))
    .filter(({ Action }) => Action.length > 0);
};
