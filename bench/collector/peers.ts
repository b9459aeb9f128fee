/** How other tools walk an organization, for comparison: every account × every set, and every provisioned pair. */
import type { Size } from "../../tests/support/sized-organization.ts";

export interface Walked {
  readonly calls: number;
  readonly assignments: number;
}

type Row = Readonly<Record<string, unknown>>;

/** JSON 1.1 calls as the management account, every list to its last page. */
function asker(url: string, account: string) {
  let calls = 0;
  const list = async (target: string, scope: string, body: Row, member: string): Promise<readonly unknown[]> => {
    const rows: unknown[] = [];
    let NextToken: unknown;
    do {
      calls += 1;
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": target,
          authorization: `AWS4-HMAC-SHA256 Credential=${account}/20260101/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=none`,
        },
        body: JSON.stringify(NextToken === undefined ? body : { ...body, NextToken }),
      });
      if (!answer.ok) throw new Error(`${target}: ${answer.status} ${await answer.text()}`);
      const page = (await answer.json()) as Row;
      rows.push(...((page[member] as unknown[] | undefined) ?? []));
      NextToken = page["NextToken"];
    } while (NextToken !== undefined);
    return rows;
  };
  return { list, calls: () => calls };
}

const SSO = "SWBExternalService";

async function base(ask: ReturnType<typeof asker>) {
  const instances = await ask.list(`${SSO}.ListInstances`, "sso", {}, "Instances");
  const InstanceArn = String((instances[0] as Row | undefined)?.["InstanceArn"]);
  const accounts = await ask.list("AWSOrganizationsV20161128.ListAccounts", "organizations", {}, "Accounts");
  const sets = await ask.list(`${SSO}.ListPermissionSets`, "sso", { InstanceArn }, "PermissionSets");
  return { InstanceArn, accountIds: accounts.map((row) => (row as Row)["Id"]), sets };
}

export async function everyAccountAndSet(url: string, account: string): Promise<Walked> {
  const ask = asker(url, account);
  const { InstanceArn, accountIds, sets } = await base(ask);
  let assignments = 0;
  for (const AccountId of accountIds)
    for (const PermissionSetArn of sets) {
      const input = { InstanceArn, AccountId, PermissionSetArn };
      assignments += (await ask.list(`${SSO}.ListAccountAssignments`, "sso", input, "AccountAssignments")).length;
    }
  return { calls: ask.calls(), assignments };
}

export async function everyProvisionedPair(url: string, account: string): Promise<Walked> {
  const ask = asker(url, account);
  const { InstanceArn, accountIds } = await base(ask);
  let assignments = 0;
  for (const AccountId of accountIds) {
    const provisioned = await ask.list(
      `${SSO}.ListPermissionSetsProvisionedToAccount`,
      "sso",
      { InstanceArn, AccountId },
      "PermissionSets",
    );
    for (const PermissionSetArn of provisioned) {
      const input = { InstanceArn, AccountId, PermissionSetArn };
      assignments += (await ask.list(`${SSO}.ListAccountAssignments`, "sso", input, "AccountAssignments")).length;
    }
  }
  return { calls: ask.calls(), assignments };
}

/** The same two, computed: base lists, then the walk. */
export const computed = ({ accounts, sets, pairs }: Size) => {
  const lists = 1 + Math.ceil(accounts / 20) + Math.ceil(sets / 100);
  return { everyAccountAndSet: lists + accounts * sets, everyProvisionedPair: lists + accounts + pairs };
};
