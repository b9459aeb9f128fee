/** What the caller lacks of the permissions for a purpose: IAM's simulator is asked, or the caller's policies are read; nothing is tried. */
import type { JudgedRight, OwnPolicies } from "../facts/plan/caller-standing.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { partitionInArn } from "../model/partition.ts";
import type { CheckedAction, PermissionCheck, PolicyStatement, Purpose } from "../model/permissions.ts";
import { failureInWords, known, knownValue, type Reading } from "../model/reading.ts";
import { contextOf, valued } from "../policy/context.ts";
import { decide, type PolicyLayer } from "../policy/evaluate.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import type { Connection } from "./connection.ts";
import { policyFor } from "./permissions.ts";

/** As the caller of this connection. @throws AccessError as `checkPermissions` */
export const checkCaller = (
  purpose: Purpose,
  { aws }: Connection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<PermissionCheck> => checkPermissions(purpose, createAwsReader(aws, context, onCall));

type State = Pick<CheckedAction, "state" | "reason">;
type Judge = (action: string, resources: readonly string[]) => State;

const ALLOWED: State = { state: "allowed", reason: null };
const LIMITED: State = { state: "limited", reason: "allowed only on the resources that your policies name" };
const DENIED: State = { state: "denied", reason: "no policy allows it" };

/** @throws AccessError `refused` where AWS does not say who the caller is */
export async function checkPermissions(purpose: Purpose, reader: PlanningReader): Promise<PermissionCheck> {
  const caller = await reader.callerIdentity();
  if (caller.state !== "known")
    throw new AccessError("refused", `AWS does not say who you are: ${whyNot(caller)}`, {
      next:
        caller.state === "unknown" && caller.failure.kind === "unreachable"
          ? "Check the network, the proxy and the endpoint"
          : "Check the credentials with aws sts get-caller-identity",
    });
  const { arn, accountId } = caller.value;
  const statements = policyFor(purpose).Statement.map((one) => inPartition(one, partitionInArn(arn)));
  const simulated = await simulate(statements, arn, reader);
  // Policies that name single resources are denied on `*`, and may be all that the caller needs.
  const isWhole = simulated.state === "known" && simulated.value.every(({ decision }) => decision === "allowed");
  const policies = isWhole ? undefined : await reader.ownPolicies(arn);
  const own = policies && knownValue(policies);
  const read = own && judgeByPolicies(own, accountId, await isManagementAccount(accountId, reader));
  const judge = judgeFrom(simulated, read);
  const isAnswered = simulated.state === "known" || own !== undefined;
  const failures = (isAnswered ? [] : [simulated, policies]).flatMap((reading) =>
    reading?.state === "unknown" ? [reading.failure] : [],
  );
  return {
    schema: "idc-doctor/permission-check/1",
    purpose,
    caller: arn,
    askedBy: /:root$/.test(arn) ? "root" : simulated.state === "known" ? "simulator" : own ? "policies" : null,
    actions: statements.flatMap(({ Sid, Action, Resource }) =>
      Action.map((action) => ({
        action,
        sid: Sid,
        isNeeded: !OPTIONAL.includes(Sid),
        ...judge(action, typeof Resource === "string" ? [Resource] : Resource),
      })),
    ),
    unread: failures.map(({ operation, permission, kind, message }) => ({ operation, permission, kind, message })),
    notExamined: NOT_EXAMINED,
  };
}

/** Statements without which an answer says less. */
const OPTIONAL = ["Additional", "LookAround", "Entitle", "EventQueue", "SecurityHub"];

const NOT_EXAMINED = ["session policies of the credentials", "the key policy of a KMS key that encrypts the instance"];

const whyNot = (reading: Exclude<Reading<unknown>, { readonly state: "known" }>): string =>
  reading.state === "unknown" ? failureInWords(reading.failure) : reading.reason;

function inPartition(statement: PolicyStatement, partition: string): PolicyStatement {
  const moved = (arn: string): string => arn.replace(/^arn:aws:/, `arn:${partition}:`);
  const { Resource } = statement;
  return { ...statement, Resource: Resource === "*" ? Resource : Resource.map(moved) };
}

/** One question for all statements of the same resources. */
async function simulate(
  statements: readonly PolicyStatement[],
  callerArn: string,
  reader: PlanningReader,
): Promise<Reading<readonly JudgedRight[]>> {
  const byResources = new Map<string, string[]>();
  for (const { Action, Resource } of statements) {
    const key = JSON.stringify([Resource].flat());
    byResources.set(key, [...(byResources.get(key) ?? []), ...Action]);
  }
  const judged: JudgedRight[] = [];
  for (const [resources, actions] of byResources) {
    const answer = await reader.ownRights(callerArn, actions, JSON.parse(resources));
    if (answer.state !== "known") return answer;
    judged.push(...answer.value);
  }
  return known(judged);
}

/** The simulator knows all layers; the policies say more only where it does not allow. */
function judgeFrom(simulated: Reading<readonly JudgedRight[]>, read: Judge | undefined): Judge {
  if (simulated.state !== "known") {
    const reason = `neither the simulator nor your policies could be read (${whyNot(simulated)})`;
    return read ?? (() => ({ state: "unknown", reason }));
  }
  return (action, resources) => {
    const own = simulated.value.filter((one) => one.action.toLowerCase() === action.toLowerCase());
    const state = simulatedState(own);
    if (state.state !== "denied") return state;
    return read?.(action, resources).state === "limited" ? LIMITED : state;
  };
}

function simulatedState(own: readonly JudgedRight[]): State {
  if (own.length === 0) return { state: "unknown", reason: "the simulator did not answer for it" };
  if (own.some(({ decision }) => decision === "denied"))
    return { state: "denied", reason: "the simulator says that your policies do not allow it" };
  const isOpen = own.some(({ decision }) => decision === "unclear");
  return isOpen ? { state: "unknown", reason: "your policies allow it under conditions only" } : ALLOWED;
}

/** SCPs hold in every account but the management account (Organizations User Guide, "Service control policies"). */
async function isManagementAccount(accountId: string, reader: PlanningReader): Promise<boolean> {
  const organization = knownValue(await reader.organization());
  return organization === null || organization?.managementAccountId === accountId;
}

function judgeByPolicies({ roleArn, identity, boundary }: OwnPolicies, accountId: string, isExempt: boolean): Judge {
  const level = (policies: OwnPolicies["identity"]) =>
    ({ kind: "levels", levels: [{ target: null, policies }] }) as const;
  const none = { kind: "does not apply" } as const;
  const layers: readonly PolicyLayer[] = [
    {
      layer: "service control policy",
      policies: isExempt ? none : { kind: "unread", what: "the service control policies of your account" },
    },
    { layer: "permissions boundary", policies: boundary === null ? none : level([boundary]) },
    { layer: "identity-based policy", policies: level(identity) },
  ];
  const context = contextOf({ "aws:PrincipalArn": valued(roleArn), "aws:PrincipalAccount": valued(accountId) });
  const answerOn = (action: string, resource: string | undefined) =>
    decide({ action, resource, principals: [roleArn], context }, layers);
  return (action, resources) => {
    const onEach = resources.map((resource) => answerOn(action, resource));
    if (onEach.every(({ answer }) => answer === "allow")) return ALLOWED;
    const onSome = answerOn(action, undefined);
    const missing = onSome.layers.flatMap((layer) => layer.missing);
    if (onSome.answer === "deny") {
      const isExplicit = onSome.refusedBy?.isExplicit === true;
      return isExplicit ? { state: "denied", reason: "a policy denies it" } : DENIED;
    }
    if (missing.every((what) => what === "the resource")) return LIMITED;
    return { state: "unknown", reason: `depends on ${[...new Set(missing)].join(", ")}` };
  };
}
