/** Account assignments: asked for, removed, listed by account and set, listed by principal. */
import {
  type AccountId,
  certain,
  type Principal,
  parseAccountId,
  parseGroupId,
  parseRequestId,
  parseUserId,
} from "../../../model/ids.ts";
import type { Assignment, PermissionSet, RequestRecord } from "../../../model/organization-document/document.ts";
import { missingRights } from "../../authorization/management-account.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import { endOfWork } from "../../world/schedule.ts";
import { assignmentKey, grantKey, type World } from "../../world/world.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  conflict,
  denied,
  isManagement,
  permissionSetFor,
  primaryInstanceFor,
  quotaExceeded,
  refuseDelegate,
} from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6: CreateAccountAssignment, outstanding at once. */
const OUTSTANDING_ASSIGNMENTS = 15;
const GROUPS_PER_GRANT = 100;
const SETS_PER_ACCOUNT = 500;

interface AssignmentInput {
  readonly InstanceArn: string | undefined;
  readonly TargetId: string | undefined;
  readonly PermissionSetArn: string | undefined;
  readonly PrincipalType: string | undefined;
  readonly PrincipalId: string | undefined;
}

export const principalIn = (type: string | undefined, id = ""): Principal =>
  type === "GROUP" ? { type, id: certain(parseGroupId(id)) } : { type: "USER", id: certain(parseUserId(id)) };

export const assignments: Handlers<SsoAdmin> = {
  CreateAccountAssignment: (input, call) => {
    const request = startRequest(call, "CreateAccountAssignment", "create-assignment", input);
    return { AccountAssignmentCreationStatus: startedStatus(request, input) };
  },

  DeleteAccountAssignment: (input, call) => {
    const request = startRequest(call, "DeleteAccountAssignment", "delete-assignment", input);
    return { AccountAssignmentDeletionStatus: startedStatus(request, input) };
  },

  ListAccountAssignments: (input, call) => {
    const set = permissionSetFor(call, "ListAccountAssignments", input);
    const rows = call.world.assignments.under(
      "grant",
      grantKey({ accountId: input.AccountId ?? "", permissionSetArn: set.arn }),
    );
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListAccountAssignments", input.AccountId, set.arn],
    );
    return {
      AccountAssignments: page.map(({ accountId, permissionSetArn, principal }) => ({
        AccountId: accountId,
        PermissionSetArn: permissionSetArn,
        PrincipalType: principal.type,
        PrincipalId: principal.id,
      })),
      NextToken: nextToken,
    };
  },

  /** For the management account only (facts 3.4). */
  ListAccountAssignmentsForPrincipal: (input, call) => {
    const instance = primaryInstanceFor(call, "ListAccountAssignmentsForPrincipal", input.InstanceArn);
    if (!isManagement(call)) throw denied(call, "ListAccountAssignmentsForPrincipal", instance.arn);
    const principal = principalIn(input.PrincipalType, input.PrincipalId);
    const wanted = input.Filter?.AccountId;
    const rows = rowsFor(call.world, principal).filter(({ accountId }) => wanted === undefined || accountId === wanted);
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListAccountAssignmentsForPrincipal", principal, wanted],
    );
    return {
      AccountAssignments: page.map((row) => ({
        AccountId: row.accountId,
        PermissionSetArn: row.permissionSetArn,
        PrincipalType: row.principal.type,
        PrincipalId: row.principal.id,
      })),
      NextToken: nextToken,
    };
  },
};

/** A USER query also returns the rows of the user's groups (facts 3.4, observed; a switch). */
function rowsFor(world: World, principal: Principal) {
  const own = [...world.assignments.under("principal", principal.id)];
  if (principal.type === "GROUP" || !world.settings.principalRowsIncludeGroups) return own;
  const groups = [...world.memberships.under("user", principal.id)];
  return [...own, ...groups.flatMap(({ groupId }) => [...world.assignments.under("principal", groupId)])];
}

/** The answer to Create omits CreatedDate (facts 3.2, observed). */
function startedStatus(request: RequestRecord, input: AssignmentInput) {
  const principal = principalIn(input.PrincipalType, input.PrincipalId);
  return {
    Status: request.status,
    RequestId: request.id,
    FailureReason: request.failureReason,
    TargetId: request.accountId,
    TargetType: "AWS_ACCOUNT" as const,
    PermissionSetArn: request.permissionSetArn,
    PrincipalType: principal.type,
    PrincipalId: principal.id,
  };
}

function startRequest(
  call: Call,
  operation: string,
  kind: "create-assignment" | "delete-assignment",
  input: AssignmentInput,
): RequestRecord {
  const { world } = call;
  const set: PermissionSet = permissionSetFor(call, operation, input);
  const accountId: AccountId = certain(parseAccountId(input.TargetId ?? ""));
  refuseDelegate(call, operation, set, accountId);
  const assignment = {
    accountId,
    permissionSetArn: set.arn,
    principal: principalIn(input.PrincipalType, input.PrincipalId),
  };
  refuseOverlap(world, kind, assignmentKey(assignment));
  const isRepeated = kind === "create-assignment" && world.assignments.has(assignmentKey(assignment));
  // What AWS answers to a repeated creation is open (facts 8.3), hence a switch.
  if (isRepeated && world.settings.repeatedAssignment === "conflict")
    throw conflict("The account assignment already exists.");
  if (kind === "create-assignment" && inProgress(world, kind).length >= OUTSTANDING_ASSIGNMENTS)
    throw new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");
  if (kind === "create-assignment") refuseBeyondQuota(world, assignment);
  const request: RequestRecord = {
    kind,
    // Facts 3.2: the call's request id is the id to poll.
    id: certain(parseRequestId(call.requestId)),
    status: "IN_PROGRESS",
    ...assignment,
    createdAt: call.now.toISOString(),
    endsAt: endOfWork(world, accountId, call.now),
    failsWith: missingRights(call, kind, assignment),
  };
  world.requests.put(request);
  return request;
}

export function inProgress(world: World, kind: RequestRecord["kind"]): readonly RequestRecord[] {
  return [...world.requests.under("kind status", `${kind} IN_PROGRESS`)];
}

/** Facts 3.6, A22, D8: groups of a set in an account, sets in an account. */
function refuseBeyondQuota(world: World, { accountId, permissionSetArn, principal }: Assignment): void {
  const grant = { accountId, permissionSetArn };
  const holders = [...world.assignments.under("grant", grantKey(grant))];
  const groups = holders.filter(({ principal: holder }) => holder.type === "GROUP" && holder.id !== principal.id);
  if (principal.type === "GROUP" && groups.length >= GROUPS_PER_GRANT)
    throw quotaExceeded(`A permission set has at most ${GROUPS_PER_GRANT} groups in an account`);
  if (!world.roles.has(grantKey(grant)) && world.roles.under("account", accountId).size >= SETS_PER_ACCOUNT)
    throw quotaExceeded(`An account has at most ${SETS_PER_ACCOUNT} provisioned permission sets`);
}

/** Creating and removing the same assignment at once is a conflict (facts 8.3, observed at least sometimes). */
function refuseOverlap(world: World, kind: "create-assignment" | "delete-assignment", key: string): void {
  const overlaps = [...inProgress(world, "create-assignment"), ...inProgress(world, "delete-assignment")].some(
    (request) =>
      "principal" in request &&
      assignmentKey(request) === key &&
      (request.kind !== kind || kind === "create-assignment"),
  );
  if (overlaps)
    throw conflict("There is a conflicting request in progress for this account assignment. Please try again later.");
}
