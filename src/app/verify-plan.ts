/** Every promise of a plan, checked by a fresh diagnosis from nothing that was read before the apply. */
import { isInPlace } from "../apply/current-state.ts";
import type { Context } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { type GrantPromise, type Plan, promisesOf } from "../model/plan.ts";
import { knownValue } from "../model/reading.ts";
import { removes } from "../plan/order.ts";
import type { AwsClients } from "../sources/aws/calling/clients.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import { type CheckedPromise, checkPromise, type Verification, verification } from "../verify/verify.ts";
import type { Connection } from "./connection.ts";
import { labAccountAccessOpened, labPortalToken } from "./lab-portal.ts";
import { why } from "./why.ts";

/** People whose promises are checked side by side. */
const PEOPLE_AT_ONCE = 4;

/** The user's own portal is looked into where the endpoint is a lab. A plan that promises nothing is checked step by step. */
export async function verifyPlan(
  plan: Plan,
  connection: Connection,
  context: Context,
  clients: AwsClients,
): Promise<Verification> {
  const promises = promisesOf(plan);
  if (promises.length === 0) return verifySteps(plan, connection, context, clients);
  const names = [...new Set(promises.map(({ userName }) => userName))];
  const people = names.map((name) => [name, promises.filter(({ userName }) => userName === name)] as const);
  const checked: (CheckedPromise & { readonly diagnosis: Diagnosis })[] = [];
  for (let at = 0; at < people.length; at += PEOPLE_AT_ONCE) {
    const answers = people
      .slice(at, at + PEOPLE_AT_ONCE)
      .map(([userName, theirs]) => verifyPerson({ userName, theirs, connection, context, clients }));
    checked.push(...(await Promise.all(answers)).flat());
  }
  return verification(
    checked.map(({ diagnosis: _, ...one }) => one),
    checked[0]?.diagnosis,
  );
}

interface PersonToVerify {
  readonly userName: string;
  readonly theirs: readonly GrantPromise[];
  readonly connection: Connection;
  readonly context: Context;
  readonly clients: AwsClients;
}

/** One reader a person: what their questions have in common is read once, and their portal is theirs alone. */
async function verifyPerson({ userName, theirs, connection, context, clients }: PersonToVerify) {
  const portalToken = () => labPortalToken(connection.aws.endpointUrl, userName);
  const reader = createAwsReader({ ...connection.aws, portalToken }, context, undefined, clients);
  const checked: (CheckedPromise & { readonly diagnosis: Diagnosis })[] = [];
  for (const promise of theirs) {
    const { accountId: account, permissionSetName: permissionSet } = promise;
    const question = { user: userName, account, permissionSet, isRegionGiven: false };
    const { diagnosis } = await why(question, reader, context);
    const found = checkPromise(promise, diagnosis);
    checked.push({ ...(await withRoleOpened(found, reader, connection)), diagnosis });
  }
  return checked;
}

/** A promised role is taken where the endpoint is a lab: its portal lists roles that nobody can open, too (facts AAM46). */
async function withRoleOpened(
  checked: CheckedPromise,
  reader: PlanningReader,
  { aws: { endpointUrl } }: Connection,
): Promise<CheckedPromise> {
  const { userName, roleArn } = checked.promise;
  if (!checked.isKept || roleArn === undefined || endpointUrl === undefined) return checked;
  if ((await labPortalToken(endpointUrl, userName)) === undefined) return checked;
  const [application] = knownValue(await reader.accountAccessApplications()) ?? [];
  if (application?.tenantId === undefined) return checked;
  const opened = await labAccountAccessOpened(endpointUrl, application.tenantId, { userName, roleArns: [roleArn] });
  if (opened.length > 0) return checked;
  return {
    ...checked,
    isKept: false,
    reason: `account access manager gives ${userName} no credentials for ${roleArn}`,
  };
}

/** Removals and additions are looked for where they can be seen; AWS itself has said that provisioning ended well. */
async function verifySteps(
  { steps }: Plan,
  { aws }: Connection,
  context: Context,
  clients: AwsClients,
): Promise<Verification> {
  const reader = createAwsReader(aws, context, undefined, clients);
  for (const { change, number } of steps) {
    if (change.kind === "provision-permission-set") continue;
    if (!(await isInPlace(change, () => reader)))
      return {
        kind: "not-verified",
        diagnosis: undefined,
        promises: [],
        reason: `AWS ${removes(change) ? "still shows" : "does not show"} what step ${number} was to ${removes(change) ? "remove" : "add"}`,
      };
  }
  return { kind: "verified", diagnosis: undefined, promises: [] };
}
