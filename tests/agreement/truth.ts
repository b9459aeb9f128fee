/** What is true of a question, read from the lab's portal, roles and APIs by plain HTTP; nothing of the product is used here. */
import { type Draft, MANAGEMENT } from "./organization.ts";

export interface Truth {
  /** The user's portal shows the set under the account. */
  readonly isListed: boolean;
  /** The portal gives credentials, and they are a session of the set's role in the account. */
  readonly opensRole: boolean;
  /** Identity Center itself says that the role has an older content. */
  readonly isOutdated: boolean;
  /** Some request of the ledgers still runs. */
  readonly isSomethingUnderWay: boolean;
}

/** The judge: knows the lab's address, nothing else. */
export interface Judge {
  readonly truthOf: (draft: Draft) => Promise<Truth>;
  /** The token of the portal that the user has open. */
  readonly openPortal: (userName: string) => Promise<string | undefined>;
}

export function createJudge(labUrl: string): Judge {
  const tokenOf = async (userName: string, session?: "existing"): Promise<string | undefined> => {
    const body = JSON.stringify({ userName, ...(session ? { session } : {}) });
    const answer = await fetch(`${labUrl}/_lab/tokens`, { method: "POST", body });
    const { accessToken } = (await answer.json()) as { accessToken?: string };
    return answer.ok ? accessToken : undefined;
  };
  const portal = createPortal(labUrl);
  const api = createApi(labUrl);
  const truthOf = async ({ asked, instance, permissionSets }: Draft): Promise<Truth> => {
    const token = await tokenOf(asked.user, asked.hasPortalOpen ? "existing" : undefined);
    const isListed = token !== undefined && (await portal.lists(token, asked));
    const keys = isListed ? await portal.credentials(token, asked) : undefined;
    const opensRole = keys !== undefined && (await api.isSessionOf(keys, asked));
    const arn = permissionSets.find(({ name }) => name === asked.permissionSet)?.arn;
    return {
      isListed,
      opensRole,
      isOutdated: opensRole && (await api.isOutdated({ ...asked, instance, arn })),
      isSomethingUnderWay: !isListed && (await api.isSomethingUnderWay(instance)),
    };
  };
  return { truthOf, openPortal: (userName) => tokenOf(userName, "existing") };
}

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
    fetch(`${labUrl}${path}`, { headers: { "x-amz-sso_bearer_token": token } });
  const all = async <Row>(path: string, list: string, token: string): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (let next: string | undefined = ""; next !== undefined; ) {
      const answer = await get(`${path}&next_token=${encodeURIComponent(next)}`.replace(/&next_token=$/, ""), token);
      const page = (await answer.json()) as Record<string, Row[]> & { nextToken?: string };
      rows.push(...(page[list] ?? []));
      next = page.nextToken;
    }
    return rows;
  };
  return {
    lists: async (token: string, { account, permissionSet }: Place): Promise<boolean> => {
      const accounts = await all<{ accountId: string }>("/assignment/accounts?max_result=100", "accountList", token);
      if (!accounts.some(({ accountId }) => accountId === account)) return false;
      const roles = await all<{ roleName: string }>(`/assignment/roles?account_id=${account}`, "roleList", token);
      return roles.some(({ roleName }) => roleName === permissionSet);
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
  const signedBy = (accessKeyId: string, service: string, region = "us-east-1") =>
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260301/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;
  /** In the instance's own Region; nothing where the instance answers nobody, which can only make the judge stricter. */
  const ssoAdmin = async (
    operation: string,
    region: string,
    input: unknown,
  ): Promise<Record<string, unknown[] | undefined>> => {
    const answer = await fetch(`${labUrl}/`, {
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
    isSessionOf: async ({ accessKeyId, sessionToken }: Keys, { account, permissionSet }: Place): Promise<boolean> => {
      const answer = await fetch(`${labUrl}/`, {
        method: "POST",
        headers: { authorization: signedBy(accessKeyId, "sts"), "x-amz-security-token": sessionToken },
        body: new URLSearchParams({ Action: "GetCallerIdentity", Version: "2011-06-15" }),
      });
      const arn = `arn:aws:sts::${account}:assumed-role/AWSReservedSSO_${permissionSet}_`;
      return answer.ok && (await answer.text()).includes(arn);
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
