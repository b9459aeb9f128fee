/** The organization that random changes are made in: what is there now, as the changes themselves know it. */
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import type { Random } from "../../../bench/organization/random.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { labFetch } from "../lab-fetch.ts";

export interface Row {
  readonly accountId: string;
  readonly set: string;
  readonly type: "USER" | "GROUP";
  readonly principal: string;
}

export interface ChangingWorld {
  readonly sso: SSOAdminClient;
  readonly store: IdentitystoreClient;
  readonly organizations: OrganizationsClient;
  readonly scim: ((method: string, path: string, body?: unknown) => Promise<string>) | undefined;
  readonly InstanceArn: string;
  readonly IdentityStoreId: string;
  readonly management: string;
  readonly root: string;
  readonly users: string[];
  readonly groups: string[];
  readonly sets: string[];
  readonly accounts: string[];
  readonly parents: Map<string, string>;
  readonly units: string[];
  readonly memberships: string[];
  readonly assignments: Row[];
  /** One of them, and undefined where there is none. */
  readonly one: <T>(rows: readonly T[]) => T | undefined;
  /** One of them, taken out. */
  readonly taken: <T>(rows: T[]) => T | undefined;
  /** Never the same number twice. */
  readonly fresh: () => number;
}

export async function changingWorld(
  url: string,
  document: OrganizationDocument,
  random: Random,
  hasScim: boolean,
): Promise<ChangingWorld> {
  const { instance, organization } = document;
  if (!instance) throw new Error("the document has no instance");
  const credentials = { accessKeyId: organization.managementAccountId, secretAccessKey: "lab" };
  const settings = { endpoint: url, region: "us-east-1", credentials, maxAttempts: 8 };
  let number = random.below(1_000_000) * 1000;
  const units = document.organizationalUnits.map(({ id }) => id);
  return {
    sso: new SSOAdminClient(settings),
    store: new IdentitystoreClient(settings),
    organizations: new OrganizationsClient(settings),
    scim: hasScim ? await scimOf(url) : undefined,
    InstanceArn: instance.arn,
    IdentityStoreId: instance.identityStoreId,
    management: organization.managementAccountId,
    root: document.accounts.find(({ parentId }) => !units.includes(parentId))?.parentId ?? "",
    users: document.users.map(({ id }) => id),
    groups: document.groups.map(({ id }) => id),
    sets: document.permissionSets.map(({ arn }) => arn),
    accounts: document.accounts.map(({ id }) => id),
    parents: new Map(document.accounts.map(({ id, parentId }) => [id, parentId])),
    units,
    memberships: document.memberships.map(({ id }) => id),
    assignments: document.assignments.map(({ accountId, permissionSetArn, principal }) => ({
      accountId,
      set: permissionSetArn,
      type: principal.type,
      principal: principal.id,
    })),
    one: (rows) => rows[random.below(rows.length)],
    taken: (rows) => rows.splice(random.below(rows.length), 1)[0],
    fresh: () => {
      number += 1;
      return number;
    },
  };
}

async function scimOf(url: string) {
  const answer = await labFetch(`${url}/_lab/scim/tokens`, { method: "POST" });
  const { endpoint, accessToken } = (await answer.json()) as { endpoint: string; accessToken: string };
  return async (method: string, path: string, body?: unknown): Promise<string> => {
    const done = await labFetch(`${endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/scim+json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await done.text();
    if (!done.ok) throw Object.assign(new Error(text), { name: `Scim${done.status}` });
    return text === "" ? "" : String((JSON.parse(text) as { id?: string }).id);
  };
}
