/** Brings asynchronous work to its end when its time has come: assignments made and removed, sets provisioned. */
import type { Principal } from "../../model/ids.ts";
import type { RequestRecord } from "../../model/organization-document/document.ts";
import { settleApplications } from "./account-access.ts";
import { settleAccounts } from "./account-lifecycle.ts";
import { forgetOldRecords } from "./authorization-records.ts";
import { forgetOldEvents } from "./events.ts";
import { dropUnusedRole, isInAccount, provisionRole } from "./provisioning.ts";
import { provisioningFailure } from "./provisioning-failure.ts";
import { assignmentKey, type World } from "./world.ts";

/** Ends every request whose time is not after `now`, the earliest first. */
export function settle(world: World, now: Date): void {
  settleRegion(world, now);
  settleAccounts(world, now);
  settleApplications(world, now);
  forgetOldEvents(world.events, now);
  forgetOldRecords(world.authorizationRecords, now);
  const inProgress = world.requests.under("status", "IN_PROGRESS");
  if (inProgress.size === 0) return;
  const due = [...inProgress]
    .filter(({ endsAt }) => endsAt !== undefined && Date.parse(endsAt) <= now.getTime())
    .sort((a, b) => (a.endsAt ?? "").localeCompare(b.endsAt ?? ""));
  for (const request of due) {
    const failureReason = request.failsWith ?? carryOut(world, request);
    world.requests.put({ ...request, status: failureReason === undefined ? "SUCCEEDED" : "FAILED", failureReason });
  }
}

/** A Region that was being added is there, one that was being removed is gone (facts 3.8). */
function settleRegion(world: World, now: Date): void {
  const work = world.instance?.regionWork;
  if (!world.instance || !work || Date.parse(work.endsAt) > now.getTime()) return;
  const others = world.instance.additionalRegions.filter((region) => region !== work.region);
  const additionalRegions = work.kind === "adding" ? [...others, work.region] : others;
  world.instance = { ...world.instance, additionalRegions, regionWork: undefined };
}

/** Carries a request out; a text says why it failed. */
function carryOut(world: World, request: RequestRecord): string | undefined {
  switch (request.kind) {
    case "create-assignment":
      return createAssignment(world, request);
    case "delete-assignment":
      return deleteAssignment(world, request);
    case "provision":
      return provision(world, request);
  }
}

type AssignmentRequest = Extract<RequestRecord, { principal: Principal }>;

function createAssignment(world: World, request: AssignmentRequest): string | undefined {
  const { accountId, permissionSetArn, principal } = request;
  const reason = isInDirectory(world, principal)
    ? provisioningFailure(world, request)
    : assigneeNotFound(world, principal);
  if (reason === undefined || world.settings.listsFailedAssignments)
    world.assignments.put({ accountId, permissionSetArn, principal });
  if (reason === undefined) provisionRole(world, request);
  return reason;
}

const isInDirectory = (world: World, { type, id }: Principal): boolean =>
  type === "USER" ? world.users.has(id) : world.groups.has(id);

/** Facts D13, text observed; for removals in casebook C29. */
const assigneeNotFound = ({ instance }: World, { type, id }: Principal): string =>
  `Received a 404 status error: the ${type} assignee ${id} was not found in directory ${instance?.identityStoreId ?? ""}.`;

function deleteAssignment(world: World, request: AssignmentRequest): string | undefined {
  const { accountId, permissionSetArn, principal } = request;
  if (world.settings.orphanRemoval === "fails" && !isInDirectory(world, principal))
    return assigneeNotFound(world, principal);
  const removed = world.assignments.remove(assignmentKey({ accountId, permissionSetArn, principal }));
  if (!removed)
    // Facts D17, text observed.
    return `Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=${principal.id}}, resourceId=ResourceId{value=${permissionSetArn}}, auxiliaryResourceId=AuxiliaryResourceId{value=${accountId}}, containerId=ContainerId{value=${world.instance?.arn ?? ""}}}`;
  dropUnusedRole(world, request);
  return undefined;
}

function provision(world: World, { accountId, permissionSetArn }: RequestRecord): string | undefined {
  // All accounts of a set that is in none: there is nothing to do.
  if (accountId === undefined) return undefined;
  const request = { accountId, permissionSetArn };
  // The last assignment went while this waited, and the role with it (inferred from facts 3.2): nothing to provision.
  if (!isInAccount(world, request)) return undefined;
  const reason = provisioningFailure(world, request);
  if (reason === undefined) provisionRole(world, request);
  return reason;
}
