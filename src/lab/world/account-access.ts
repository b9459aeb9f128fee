/** Asynchronous work of account access manager: applications that become active, and those that go (facts AAM6). */
import type { AccountAccessApplication } from "../../model/organization-document/account-access.ts";
import {
  identityCenterApplication,
  identityCenterApplicationArn,
} from "../../model/organization-document/complete-account-access.ts";
import type { World } from "./world.ts";

/** The service, as trusted access, trust policies and CloudTrail write it (facts AAM26, AAM34). */
export const ACCOUNT_ACCESS_SERVICE = "account-access.amazonaws.com";

/** Ends the work on every application whose time is not after `now`. */
export function settleApplications(world: World, now: Date): void {
  for (const application of [...world.accountAccessApplications]) {
    const { endsAt, status } = application;
    if (endsAt === undefined || Date.parse(endsAt) > now.getTime()) continue;
    const ended = { ...application, endsAt: undefined, failsWith: undefined, updatedAt: endsAt };
    if (status === "CREATE_IN_PROGRESS") endCreation(world, application, ended);
    if (status === "DELETE_IN_PROGRESS") endDeletion(world, ended);
  }
}

function endCreation(world: World, { failsWith }: AccountAccessApplication, ended: AccountAccessApplication): void {
  if (failsWith) {
    world.accountAccessApplications.put({ ...ended, status: "CREATE_FAILED", error: failsWith });
    return;
  }
  const accountId = world.organization.managementAccountId;
  const arn = identityCenterApplicationArn(ended.instanceArn, accountId, world.random.hex(16));
  const active = { ...ended, status: "ACTIVE" as const, identityCenterApplicationArn: arn };
  world.accountAccessApplications.put(active);
  const region = world.instance?.primaryRegion ?? "us-east-1";
  const listed = identityCenterApplication(active, { region, accountId });
  if (listed) world.applications.put(listed);
}

/** Which of the two holds is open: the guide says that the entitlements go too, a client has seen a failure (facts AAM45). */
function endDeletion(world: World, ended: AccountAccessApplication): void {
  const entitlements = [...world.entitlements.under("application", ended.arn)];
  if (entitlements.length > 0 && world.settings.deletionWithEntitlements === "fails") {
    const error = { code: "INTERNAL_SERVICE_ERROR" as const, message: "The application still has entitlements" };
    world.accountAccessApplications.put({ ...ended, status: "DELETE_FAILED", error });
    return;
  }
  for (const { id } of entitlements) world.entitlements.remove(id);
  world.accountAccessApplications.remove(ended.arn);
  if (ended.identityCenterApplicationArn) world.applications.remove(ended.identityCenterApplicationArn);
}
