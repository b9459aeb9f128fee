/** What is true of a question, read from the lab's portal, roles and APIs by plain HTTP; nothing of the product is used here. */

import { accountAccessPortalOf } from "../support/account-access-portal.ts";
import { labFetch } from "../support/lab-fetch.ts";
import { portalRows } from "../support/portal-pages.ts";
import type { AskedAction } from "./asked.ts";
import { TENANT } from "./entitlements.ts";
import { configOf } from "./faults/client.ts";
import { type Draft, MANAGEMENT } from "./organization.ts";
import type { CachedSignIn } from "./own-sides.ts";
import { createActions, signedBy } from "./truth-of-action.ts";
import { createSignIn, profileWords } from "./truth-of-client.ts";

export interface Truth {
  /** The user's portal shows the set under the account. */
  readonly isListed: boolean;
  /** The portal gives credentials, and they are a session of the set's role in the account. */
  readonly opensRole: boolean;
  /** Identity Center itself says that the role has an older content. */
  readonly isOutdated: boolean;
  /** Some request of the ledgers still runs. */
  readonly isSomethingUnderWay: boolean;
  /** The role's credentials are refused the asked call; where none is asked: the role has no policy at all. */
  readonly isRefused: boolean;
  /** Roles of the asked account that the user's account access portal lists, and whether each opens. */
  readonly entitled: readonly { readonly roleArn: string; readonly opens: boolean }[];
  /** Of the user's own side, where the question has one and the grant itself works. */
  readonly client: ClientTruth;
}

export interface ClientTruth {
  /** The profile as it is written signs in, and gives a session of the asked grant. */
  readonly isProfileRight: boolean | undefined;
  /** The token that the client keeps was got at the profile's start URL, and that is one of this instance. */
  readonly isTokenOfThisPortal: boolean | undefined;
  /** There is a token whose time is not over, and the portal answers it. */
  readonly isTokenAlive: boolean | undefined;
  /** The first page of the open portal's accounts has the asked one. */
  readonly isOnFirstPage: boolean | undefined;
  /** Whoever signs in under the name that the provider sends can open the asked grant. */
  readonly isSignInRight: boolean | undefined;
}

const NO_CLIENT: Omit<ClientTruth, "isTokenAlive"> = {
  isProfileRight: undefined,
  isTokenOfThisPortal: undefined,
  isOnFirstPage: undefined,
  isSignInRight: undefined,
};

/** The judge: knows the lab's address, nothing else. */
export interface Judge {
  readonly truthOf: (draft: Draft, cached?: CachedSignIn) => Promise<Truth>;
  /** A new sign-in of the user, or the token of the portal that the user has open. */
  readonly signIn: (userName: string, session?: "existing") => Promise<string | undefined>;
  readonly signOut: (token: string) => Promise<void>;
}

export function createJudge(labUrl: string): Judge {
  const tokenOf = async (userName: string, session?: "existing"): Promise<string | undefined> => {
    const body = JSON.stringify({ userName, ...(session ? { session } : {}) });
    const answer = await labFetch(`${labUrl}/_lab/tokens`, { method: "POST", body });
    const { accessToken } = (await answer.json()) as { accessToken?: string };
    return answer.ok ? accessToken : undefined;
  };
  const portal = createPortal(labUrl);
  const api = createApi(labUrl);
  const actions = createActions(labUrl);
  const canSignInAt = createSignIn(labUrl);
  const opens = async (token: string | undefined, place: Place, asked: Place): Promise<boolean> => {
    const keys = token === undefined ? undefined : await portal.credentials(token, place);
    return keys !== undefined && (await api.roleOf(keys, asked)) !== undefined;
  };
  const followsProfile = async (config: string, token: string, { asked, instance }: Draft): Promise<boolean> => {
    const words = profileWords(config);
    if (!words || !(await api.isInstanceIn(words.region, instance)) || !(await canSignInAt(words.startUrl)))
      return false;
    return opens(token, words, asked);
  };
  const isAlive = async (cached: CachedSignIn | undefined): Promise<boolean> =>
    cached !== undefined && Date.parse(cached.expiresAt) > Date.now() && (await portal.answers(cached.accessToken));
  const clientTruth = async (
    draft: Draft,
    token: string,
    cached?: CachedSignIn,
  ): Promise<Omit<ClientTruth, "isTokenAlive">> => {
    const { client, signsInAs, hasPortalOpen } = draft.asked;
    return {
      isProfileRight: client && (await followsProfile(configOf(client), token, draft)),
      isTokenOfThisPortal:
        cached && (cached.startUrl === client?.startUrl ? await canSignInAt(cached.startUrl) : false),
      isOnFirstPage: hasPortalOpen ? await portal.isOnFirstPage(token, draft.asked) : undefined,
      isSignInRight:
        signsInAs === undefined ? undefined : await opens(await tokenOf(signsInAs), draft.asked, draft.asked),
    };
  };
  const isRefused = async (keys: Keys, role: string, { account, action }: Asked): Promise<boolean> =>
    action ? actions.isRefused(keys, action) : actions.isEmpty(account, role);
  const truthOf = async (draft: Draft, cached?: CachedSignIn): Promise<Truth> => {
    const { asked, instance, permissionSets } = draft;
    const token = await tokenOf(asked.user, asked.hasPortalOpen ? "existing" : undefined);
    const isListed = token !== undefined && (await portal.lists(token, asked));
    const keys = isListed ? await portal.credentials(token, asked) : undefined;
    const isTokenAlive = asked.client?.kept && (await isAlive(cached));
    const role = keys && (await api.roleOf(keys, asked));
    const opensRole = role !== undefined;
    const arn = permissionSets.find(({ name }) => name === asked.permissionSet)?.arn;
    return {
      isListed,
      opensRole,
      isOutdated: opensRole && (await api.isOutdated({ ...asked, instance, arn })),
      isSomethingUnderWay: !isListed && (await api.isSomethingUnderWay(instance)),
      isRefused: keys !== undefined && role !== undefined && (await isRefused(keys, role, asked)),
      entitled: draft.accountAccessApplications ? await entitledIn(labUrl, asked) : [],
      client: {
        ...(token !== undefined && opensRole ? await clientTruth(draft, token, cached) : NO_CLIENT),
        isTokenAlive,
      },
    };
  };
  return { truthOf, signIn: tokenOf, signOut: portal.signOut };
}

async function entitledIn(labUrl: string, { user, account }: Draft["asked"]): Promise<Truth["entitled"]> {
  const portal = await accountAccessPortalOf({ labUrl, tenantId: TENANT }, user);
  const roles = ((await portal?.roles()) ?? []).filter((arn) => arn.split(":")[4] === account);
  return Promise.all(roles.map(async (roleArn) => ({ roleArn, opens: (await portal?.opens(roleArn)) === true })));
}

type Asked = Place & { readonly action?: AskedAction };

interface Place {
  readonly account: string;
  readonly permissionSet: string;
}

interface Home {
  readonly arn: string;
  readonly primaryRegion: string;
}

interface Keys {
  readonly accessKeyId: string;
  readonly sessionToken: string;
}

/** The three calls that a client of the portal makes (facts 4.1), each read to its last page. */
function createPortal(labUrl: string) {
  const get = (path: string, token: string) =>
    labFetch(`${labUrl}${path}`, { headers: { "x-amz-sso_bearer_token": token } });
  const all = <Row>(path: string, list: string, token: string) =>
    portalRows<Row>((page) => get(page, token), path, list);
  return {
    lists: async (token: string, { account, permissionSet }: Place): Promise<boolean> => {
      const accounts = await all<{ accountId: string }>("/assignment/accounts?max_result=100", "accountList", token);
      if (!accounts.some(({ accountId }) => accountId === account)) return false;
      const roles = await all<{ roleName: string }>(`/assignment/roles?account_id=${account}`, "roleList", token);
      return roles.some(({ roleName }) => roleName === permissionSet);
    },
    answers: async (token: string): Promise<boolean> => (await get("/assignment/accounts", token)).ok,
    signOut: async (token: string): Promise<void> => {
      await labFetch(`${labUrl}/logout`, { method: "POST", headers: { "x-amz-sso_bearer_token": token } });
    },
    isOnFirstPage: async (token: string, { account }: Place): Promise<boolean> => {
      const answer = await get("/assignment/accounts?max_result=100", token);
      const { accountList } = (await answer.json()) as { accountList?: { accountId: string }[] };
      return accountList?.some(({ accountId }) => accountId === account) === true;
    },
    credentials: async (token: string, { account, permissionSet }: Place): Promise<Keys | undefined> => {
      const query = `account_id=${account}&role_name=${encodeURIComponent(permissionSet)}`;
      const answer = await get(`/federation/credentials?${query}`, token);
      const { roleCredentials } = (await answer.json()) as { roleCredentials?: Keys };
      return answer.ok ? roleCredentials : undefined;
    },
  };
}

const IN_PROGRESS = { Filter: { Status: "IN_PROGRESS" } };

/** The few AWS calls that the judge makes, written by hand: the lab does not verify signatures. */
function createApi(labUrl: string) {
  /** In the instance's own Region; nothing where the instance answers nobody, which can only make the judge stricter. */
  const ssoAdmin = async (
    operation: string,
    region: string,
    input: unknown,
  ): Promise<Record<string, unknown[] | undefined>> => {
    const answer = await labFetch(`${labUrl}/`, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `SWBExternalService.${operation}`,
        authorization: signedBy(MANAGEMENT, "sso", region),
      },
      body: JSON.stringify(input),
    });
    return answer.ok ? ((await answer.json()) as Record<string, unknown[]>) : {};
  };
  return {
    /** The reserved role whose session the keys are; undefined where it is not that of the set in the account. */
    roleOf: async ({ accessKeyId, sessionToken }: Keys, { account, permissionSet }: Place) => {
      const answer = await labFetch(`${labUrl}/`, {
        method: "POST",
        headers: { authorization: signedBy(accessKeyId, "sts"), "x-amz-security-token": sessionToken },
        body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
      });
      const start = `arn:aws:sts::${account}:assumed-role/`;
      const [, role] = (await answer.text()).split(start)[1]?.match(/^([^/<]+)\//) ?? [];
      return role?.startsWith(`AWSReservedSSO_${permissionSet}_`) ? role : undefined;
    },
    isInstanceIn: async (region: string, { arn }: Home): Promise<boolean> => {
      const { Instances = [] } = await ssoAdmin("ListInstances", region, {});
      return (Instances as { InstanceArn?: string }[]).some(({ InstanceArn }) => InstanceArn === arn);
    },
    isOutdated: async (row: { instance: Home; account: string; arn: string | undefined }): Promise<boolean> => {
      const { arn: InstanceArn, primaryRegion } = row.instance;
      const input = { InstanceArn, AccountId: row.account, MaxResults: 100 };
      const ProvisioningStatus = "LATEST_PERMISSION_SET_NOT_PROVISIONED";
      const page = await ssoAdmin("ListPermissionSetsProvisionedToAccount", primaryRegion, {
        ...input,
        ProvisioningStatus,
      });
      return page["PermissionSets"]?.includes(row.arn) === true;
    },
    isSomethingUnderWay: async ({ arn: InstanceArn, primaryRegion }: Home): Promise<boolean> => {
      const input = { InstanceArn, ...IN_PROGRESS };
      const assignments = await ssoAdmin("ListAccountAssignmentCreationStatus", primaryRegion, input);
      if ((assignments["AccountAssignmentsCreationStatus"]?.length ?? 0) > 0) return true;
      const sets = await ssoAdmin("ListPermissionSetProvisioningStatus", primaryRegion, input);
      return (sets["PermissionSetsProvisioningStatus"]?.length ?? 0) > 0;
    },
  };
}
