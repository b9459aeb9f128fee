/** Entitlements: made after a look at the role, deleted, listed by what they name (facts AAM4, AAM10 to AAM12, AAM38). */
import { certain, type Principal, parseGroupId, parseUserId } from "../../../model/ids.ts";
import type { Entitlement } from "../../../model/organization-document/account-access.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";
import { activeApplicationFor, applicationFor, conflict, denied, invalid, mayAdminister } from "./access.ts";
import { NEEDED_ACTIONS, roleOfArn, trustsApplication } from "./trusted-role.ts";

interface WrittenPrincipal {
  readonly identityCenter?: { readonly userId?: string; readonly groupId?: string };
}

interface CreateInput {
  readonly applicationArn: string;
  readonly entitlement: { readonly principalRole?: { readonly principal: WrittenPrincipal; readonly roleArn: string } };
}

interface EntitlementInput {
  readonly applicationArn: string;
  readonly entitlementId: string;
}

interface Filter {
  readonly principal?: WrittenPrincipal;
  readonly roleArn?: string;
  readonly account?: string;
}

interface ListInput {
  readonly applicationArn: string;
  readonly filter: { readonly principalRole?: Filter };
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** Facts AAM49. */
const MOST_GROUPS_PER_ROLE = 20;

export const entitlements = {
  CreateEntitlement: (input: CreateInput, call: Call) => {
    const { world } = call;
    const application = activeApplicationFor(call, "CreateEntitlement", input.applicationArn);
    const roleArn = input.entitlement.principalRole?.roleArn ?? "";
    const principal = principalOf(input.entitlement.principalRole?.principal);
    if (!principal) throw invalid("The entitlement names no principal");
    checkPrincipal(world, principal);
    const same = [...world.entitlements.under("principal", principal.id)].find(
      (one) => one.roleArn === roleArn && one.applicationArn === application.arn,
    );
    if (same && world.settings.repeatedEntitlement === "conflict") throw conflict("The entitlement already exists");
    if (same) return { entitlementId: same.id };
    checkRole(world, roleArn, application.arn);
    checkQuota(world, roleArn, principal);
    const row: Entitlement = {
      id: `ent-${world.random.hex(16)}`,
      applicationArn: application.arn,
      principal,
      roleArn,
      createdAt: call.now.toISOString(),
    };
    world.entitlements.put(row);
    return { entitlementId: row.id };
  },

  GetEntitlement: ({ applicationArn, entitlementId }: EntitlementInput, call: Call) => {
    const { arn } = applicationFor(call, "GetEntitlement", applicationArn);
    const row = call.world.entitlements.get(entitlementId);
    // Observed in place of ResourceNotFoundException (facts AAM10).
    if (row?.applicationArn !== arn) throw invalid("Entitlement not found");
    return { applicationArn: arn, ...described(call.world, row) };
  },

  /** Idempotent (facts AAM10): one that is gone is answered the same. */
  DeleteEntitlement: ({ applicationArn, entitlementId }: EntitlementInput, call: Call) => {
    if (!mayAdminister(call)) throw denied(call, "DeleteEntitlement", applicationArn);
    const { arn } = applicationFor(call, "DeleteEntitlement", applicationArn);
    if (call.world.entitlements.get(entitlementId)?.applicationArn === arn)
      call.world.entitlements.remove(entitlementId);
    return {};
  },

  ListEntitlements: (input: ListInput, call: Call) => {
    const { arn } = applicationFor(call, "ListEntitlements", input.applicationArn);
    const { principal: written, roleArn, account } = input.filter.principalRole ?? {};
    const principal = principalOf(written);
    if (!principal && roleArn === undefined && account === undefined)
      // Observed (facts AAM11); the wording is inferred.
      throw invalid("The filter must have at least one criterion");
    const rows = [...rowsFor(call.world, { application: arn, principal: principal?.id, role: roleArn })].filter(
      (row) =>
        row.applicationArn === arn &&
        (!principal || row.principal.type === principal.type) &&
        (roleArn === undefined || row.roleArn === roleArn) &&
        (account === undefined || accountOf(row) === account),
    );
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.maxResults, nextToken: input.nextToken, defaultSize: 100 },
      ["ListEntitlements", arn, principal?.id, roleArn, account],
    );
    return { entitlements: page.map((row) => described(call.world, row)), nextToken };
  },
};

/** From the smallest index that the filter names. */
function rowsFor(
  { entitlements: table }: World,
  {
    application,
    principal,
    role,
  }: { readonly application: string; readonly principal?: string | undefined; readonly role?: string | undefined },
): Iterable<Entitlement> {
  if (principal !== undefined) return table.under("principal", principal);
  return role === undefined ? table.under("application", application) : table.under("role", role);
}

function principalOf({ identityCenter }: WrittenPrincipal = {}): Principal | undefined {
  const { userId, groupId } = identityCenter ?? {};
  if (userId !== undefined) return { type: "USER", id: certain(parseUserId(userId)) };
  return groupId === undefined ? undefined : { type: "GROUP", id: certain(parseGroupId(groupId)) };
}

const accountOf = ({ roleArn }: Entitlement): string => roleArn.split(":")[4] ?? "";

const described = (world: World, row: Entitlement) => {
  const account = accountOf(row);
  const { type, id } = row.principal;
  const identityCenter = type === "USER" ? { userId: id } : { groupId: id };
  const accountName = world.accounts.get(account)?.name;
  return {
    entitlementId: row.id,
    entitlement: { principalRole: { principal: { identityCenter }, roleArn: row.roleArn, account, accountName } },
    createdAt: new Date(row.createdAt),
  };
};

/** That an unknown principal is refused, and how, is inferred. */
function checkPrincipal(world: World, { type, id }: Principal): void {
  if (!(type === "USER" ? world.users.has(id) : world.groups.has(id)))
    throw new ApiError("ResourceNotFoundException", `${type === "USER" ? "User" : "Group"} ${id} not found`);
}

/** The words "verifying role" are observed, the rest of the sentence is inferred (facts AAM38). */
function checkRole(world: World, roleArn: string, applicationArn: string): void {
  const found = roleOfArn(world, roleArn);
  const reason = !found
    ? "the role does not exist"
    : trustsApplication(world, found.role, { applicationArn, actions: NEEDED_ACTIONS })
      ? undefined
      : "the trust policy of the role does not allow account-access.amazonaws.com to assume it for this application";
  if (reason !== undefined) throw invalid(`An error occurred while verifying role ${roleArn}: ${reason}`);
}

function checkQuota(world: World, roleArn: string, { type }: Principal): void {
  const groups = [...world.entitlements.under("role", roleArn)].filter(({ principal }) => principal.type === "GROUP");
  if (type === "GROUP" && groups.length >= MOST_GROUPS_PER_ROLE)
    throw new ApiError(
      "ServiceQuotaExceededException",
      `The role ${roleArn} already has the maximum of ${MOST_GROUPS_PER_ROLE} groups`,
    );
}
