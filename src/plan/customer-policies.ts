/** Whether the customer managed policies that a set refers to are in the accounts that the plan puts it into (facts D1, D2). */
import type { PolicyReferenceFacts } from "../facts/grant/additional-facts.ts";
import type { PlanSurroundings, TouchedAccount } from "../facts/plan/plan-surroundings.ts";
import { referencesOf } from "../facts/plan/twin-document.ts";
import type { PlanStep } from "../model/plan.ts";

import { inTheWay, knownValue } from "../model/reading.ts";
import { shellOption } from "../model/shell-word.ts";
import { accountWords } from "./changes/account-words.ts";

import type { Predicted, Refusal } from "./refusal.ts";

/** Without an audit role nothing is known, which the rehearsal states as an assumption; only a failed look warns here. */
export function policyRefusals(steps: readonly PlanStep[], { sets, accounts }: PlanSurroundings): Predicted {
  const refusals: Refusal[] = [];
  const warnings: string[] = [];
  for (const { account, setName, references, affects } of placements(steps, sets, accounts)) {
    const { customerPolicies, id } = account;
    if (customerPolicies.state === "unknown")
      warnings.push(
        `whether the customer managed policies of ${setName} are in ${id} could not be checked beforehand (${inTheWay(customerPolicies.failure)}: ${customerPolicies.failure.message})`,
      );
    if (customerPolicies.state !== "known") continue;
    const own = customerPolicies.value;
    for (const wanted of references)
      if (!own.some(({ name, path }) => name === wanted.name && path === wanted.path))
        refusals.push({ ...missing(wanted, nearest(wanted, own), setName, id), affects });
  }
  return { refusals, warnings: [...new Set(warnings)] };
}

interface Placement {
  readonly account: TouchedAccount;
  readonly setName: string;
  readonly references: readonly PolicyReferenceFacts[];
  /** Numbers of the steps that bring them together. */
  readonly affects: readonly number[];
}

/** Each set and account that a step brings together, once. */
function placements(
  steps: readonly PlanStep[],
  sets: PlanSurroundings["sets"],
  accounts: PlanSurroundings["accounts"],
): readonly Placement[] {
  const found = new Map<string, Placement>();
  for (const { change, number } of steps) {
    if (change.kind !== "create-account-assignment" && change.kind !== "provision-permission-set") continue;
    const set = sets.find(({ arn }) => arn === change.permissionSetArn);
    const account = accounts.find(({ id }) => id === change.accountId);
    const references = set ? referencesOf(set) : [];
    const key = `${change.accountId} ${change.permissionSetArn}`;
    const affects = [...(found.get(key)?.affects ?? []), number];
    if (account && references.length > 0)
      found.set(key, { account, setName: change.permissionSetName, references, affects });
  }
  return [...found.values()];
}

/** What a person must vouch for, because it could not be read whether the account has it. */
export const uncheckedPolicies = (
  steps: readonly PlanStep[],
  { sets, accounts }: PlanSurroundings,
): readonly string[] =>
  placements(steps, sets, accounts).flatMap(({ account: { id, account, customerPolicies }, setName, references }) =>
    customerPolicies.state === "known"
      ? []
      : references.map(
          ({ name, path }) =>
            `${setName} needs the customer managed policy ${path}${name} in ${accountWords({ accountId: id, accountName: knownValue(account)?.name })}, which could not be read`,
        ),
  );

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The same name in another case or under another path: what a person most likely meant. */
function nearest(
  { name, path }: PolicyReferenceFacts,
  own: readonly PolicyReferenceFacts[],
): PolicyReferenceFacts | undefined {
  const alike = own.filter((one) => same(one.name, name));
  return alike.find((one) => same(one.path, path)) ?? alike[0];
}

function missing(
  { name, path }: PolicyReferenceFacts,
  near: PolicyReferenceFacts | undefined,
  setName: string,
  accountId: string,
): Refusal {
  const hint = near
    ? `; it does have ${near.path}${near.name}, but name and path are compared letter by letter, upper and lower case too`
    : "";
  return {
    kind: "customer-managed-policy-missing",
    summary: `${setName} refers to the customer managed policy ${path}${name}, which ${accountId} does not have${hint}. AWS could not make the role there`,
    steps: [
      `With credentials of ${accountId}: aws iam create-policy ${shellOption("policy-name", name)} ${shellOption("path", path)} ${shellOption("policy-document", `file://${name}.json`)}`,
      near
        ? `Take the document from ${near.path}${near.name} there, or correct the reference on ${setName}`
        : "Take the document from an account in which the set works",
      "Then run the same command again",
    ],
  };
}
