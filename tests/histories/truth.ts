/** What is true when a history is over: every portal, every role behind it, and the lab's own state; nothing of the product is used. */
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { createActions, signedBy } from "../agreement/truth-of-action.ts";
import { accountAccessPortalOf } from "../support/account-access-portal.ts";
import type { TestLab } from "../support/lab.ts";
import { labFetch } from "../support/lab-fetch.ts";
import type { Fields } from "./api.ts";
import { TENANT } from "./beginning.ts";
import { alive, type HistoryWorld } from "./world.ts";

export interface Place {
  readonly account: string;
  /** The permission set's name. */
  readonly set: string;
}

export interface Truth {
  /** `user id`, then `account set name`: what each portal shows, signed in again. */
  readonly portals: ReadonlyMap<string, ReadonlySet<string>>;
  /** `user id`, then each role that the account access portal lists, and whether it opens. */
  readonly entitled: ReadonlyMap<string, ReadonlyMap<string, boolean>>;
  /** The whole state of the lab. */
  readonly document: OrganizationDocument;
  /** Request ids of assignments and removals with their outcome. */
  readonly outcomes: ReadonlyMap<string, { readonly status: string; readonly failureReason: string | undefined }>;
}

export const placeKey = ({ account, set }: Place): string => `${account} ${set}`;

export async function portalsOf(lab: TestLab, world: HistoryWorld): Promise<Truth["portals"]> {
  const portals = new Map<string, ReadonlySet<string>>();
  for (const { id, name } of alive(world.users)) {
    const view = await lab.portalOf(name);
    const places = [...(view?.accounts ?? [])].flatMap(([account, sets]) =>
      sets.map((set) => placeKey({ account, set })),
    );
    portals.set(id, new Set(places));
  }
  return portals;
}

export async function entitledOf(lab: TestLab, world: HistoryWorld): Promise<Truth["entitled"]> {
  const entitled = new Map<string, ReadonlyMap<string, boolean>>();
  for (const { id, name } of alive(world.users)) {
    const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, name);
    const roles = new Map<string, boolean>();
    for (const arn of (await portal?.roles()) ?? []) roles.set(arn, (await portal?.opens(arn)) === true);
    entitled.set(id, roles);
  }
  return entitled;
}

export async function truthOf(lab: TestLab, world: HistoryWorld): Promise<Truth> {
  const portals = await portalsOf(lab, world);
  const loaded = loadOrganizationDocument(await lab.document());
  if (loaded.kind === "invalid")
    throw new Error(`the lab's document does not load: ${JSON.stringify(loaded.problems)}`);
  const outcomes = new Map(
    loaded.document.requests.map(({ id, status, failureReason }) => [String(id), { status, failureReason }]),
  );
  const usesAccountAccess = loaded.document.accountAccessApplications.length > 0;
  const entitled = usesAccountAccess ? await entitledOf(lab, world) : new Map();
  return { portals, entitled, document: loaded.document, outcomes };
}

/** What the role does that a portal shows: it opens or not, with the set's present content or an older one, with a policy or none. */
export interface RoleTruth {
  readonly opens: boolean;
  readonly isOutdated: boolean;
  readonly isEmpty: boolean;
}

export async function roleTruthOf(
  lab: TestLab,
  world: HistoryWorld,
  { userName, account, set }: Place & { readonly userName: string },
): Promise<RoleTruth> {
  const token = await lab.token(userName);
  const answer = await labFetch(
    `${lab.url}/federation/credentials?account_id=${account}&role_name=${encodeURIComponent(set)}`,
    { headers: { "x-amz-sso_bearer_token": token ?? "" } },
  );
  const body = (await answer.json()) as { roleCredentials?: { accessKeyId: string; sessionToken: string } };
  const role = body.roleCredentials && (await roleOf(lab, body.roleCredentials, account));
  if (role === undefined || !role.startsWith(`AWSReservedSSO_${set}_`))
    return { opens: false, isOutdated: false, isEmpty: false };
  return {
    opens: true,
    isOutdated: await isOutdated(world, account, set),
    isEmpty: await createActions(lab.url).isEmpty(account, role),
  };
}

async function roleOf(
  lab: TestLab,
  { accessKeyId, sessionToken }: { accessKeyId: string; sessionToken: string },
  account: string,
): Promise<string | undefined> {
  const answer = await labFetch(`${lab.url}/`, {
    method: "POST",
    headers: { authorization: signedBy(accessKeyId, "sts"), "x-amz-security-token": sessionToken },
    body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
  });
  return (await answer.text()).split(`arn:aws:sts::${account}:assumed-role/`)[1]?.split("/")[0];
}

async function isOutdated(world: HistoryWorld, account: string, setName: string): Promise<boolean> {
  const set = alive(world.sets).find(({ name }) => name === setName);
  const answer = await world.api.call("sso-admin", "ListPermissionSetsProvisionedToAccount", {
    InstanceArn: world.instance,
    AccountId: account,
    ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED",
  });
  const output: Fields = answer.kind === "done" ? answer.output : {};
  return ((output["PermissionSets"] ?? []) as readonly string[]).includes(set?.id ?? "");
}
