/** Requests per second and the slowest hundredth, beside moto's server in the same run: same requests, same organization. */
import { spawnSync } from "node:child_process";
import { say } from "../verdict.ts";
import { ACCOUNT, asked, type LoadRequest, loaded } from "./load-generator.ts";
import { accountIdAt, organizationOf, setNameAt } from "./organization.ts";
import { freePort, type Server, startedLab, startedMoto } from "./servers.ts";

export const SIZE = {
  accounts: 1000,
  permissionSets: 200,
  users: 1000,
  groups: 100,
  assignments: 20_000,
  membershipsPerUser: 2,
};
const MEASURED_MILLISECONDS = 3000;
const WARM_UP_MILLISECONDS = 500;
const SETUP_MILLISECONDS = 600_000;

const ssoAdmin = (operation: string, body: LoadRequest["body"]): LoadRequest => ({
  target: `SWBExternalService.${operation}`,
  scope: "sso",
  body,
});
const identitystore = (operation: string, body: LoadRequest["body"]): LoadRequest => ({
  target: `AWSIdentityStore.${operation}`,
  scope: "identitystore",
  body,
});

interface Prepared {
  readonly server: Server;
  readonly instanceArn: string;
  readonly storeId: string;
  readonly setArns: readonly string[];
  readonly userIds: readonly string[];
}

export async function throughput(): Promise<void> {
  if (spawnSync("moto_server", ["--help"]).status !== 0) {
    process.stdout.write("- requests per second beside moto: skipped, moto's server is not on this machine\n");
    return;
  }
  const lab = await preparedLab();
  const moto = await preparedMoto();
  try {
    for (const connections of [1, 16])
      for (const [kind, next] of [
        ["reads", reads],
        ["writes", writes],
      ] as const)
        await compare(`${kind}, ${connections} connection${connections > 1 ? "s" : ""}`, connections, lab, moto, next);
  } finally {
    await lab.server.stop();
    await moto.server.stop();
  }
}

async function compare(
  name: string,
  connections: number,
  lab: Prepared,
  moto: Prepared,
  next: (prepared: Prepared) => () => LoadRequest,
): Promise<void> {
  const measure = (prepared: Prepared) =>
    loaded(prepared.server.url, connections, MEASURED_MILLISECONDS, next(prepared));
  // Both are warm before they are measured.
  for (const prepared of [lab, moto])
    await loaded(prepared.server.url, connections, WARM_UP_MILLISECONDS, next(prepared));
  const [ours, theirs] = [await measure(lab), await measure(moto)];
  const ratio = ours.requestsPerSecond / theirs.requestsPerSecond;
  say(
    ratio >= 10 && ours.p99 < theirs.p99,
    `${name}: ${ours.requestsPerSecond.toFixed(0)} a second, moto ${theirs.requestsPerSecond.toFixed(0)}: ${ratio.toFixed(1)} × (at least 10 ×); p99 ${ours.p99.toFixed(1)} ms, moto ${theirs.p99.toFixed(1)} ms (lower)`,
  );
}

function reads({ instanceArn, storeId, setArns, userIds }: Prepared): () => LoadRequest {
  let turn = 0;
  return () => {
    turn += 1;
    const PermissionSetArn = setArns[turn % setArns.length];
    if (turn % 3 === 0)
      return identitystore("DescribeUser", { IdentityStoreId: storeId, UserId: userIds[turn % userIds.length] });
    if (turn % 3 === 1) return ssoAdmin("DescribePermissionSet", { InstanceArn: instanceArn, PermissionSetArn });
    const AccountId = accountIdAt(turn % SIZE.accounts);
    return ssoAdmin("ListAccountAssignments", { InstanceArn: instanceArn, AccountId, PermissionSetArn });
  };
}

let written = 0;

function writes({ storeId }: Prepared): () => LoadRequest {
  return () => {
    written += 1;
    const name = `written-${written}`;
    if (written % 2 === 0) return identitystore("CreateGroup", { IdentityStoreId: storeId, DisplayName: name });
    const Name = { GivenName: "Given", FamilyName: "Family" };
    return identitystore("CreateUser", { IdentityStoreId: storeId, UserName: name, DisplayName: name, Name });
  };
}

async function preparedLab(): Promise<Prepared> {
  const server = await startedLab(organizationOf(SIZE));
  return { server, ...(await instanceOf(server)), setArns: await setsOf(server), userIds: await usersOf(server) };
}

/** The same sets, users and assignments, by moto's own API: it has no other way in. */
async function preparedMoto(): Promise<Prepared> {
  const server = await startedMoto(await freePort());
  const { instanceArn, storeId } = await instanceOf(server);
  const all = async (requests: readonly LoadRequest[]) => {
    const left = [...requests].reverse();
    await loaded(server.url, 16, SETUP_MILLISECONDS, () => left.pop());
  };
  const count = (length: number) => Array.from({ length }, (_, at) => at);
  await all(
    count(SIZE.permissionSets).map((at) =>
      ssoAdmin("CreatePermissionSet", { InstanceArn: instanceArn, Name: setNameAt(at) }),
    ),
  );
  await all(
    count(SIZE.users).map((at) =>
      identitystore("CreateUser", {
        IdentityStoreId: storeId,
        UserName: `user-${at}@example.com`,
        DisplayName: `User ${at}`,
        Name: { GivenName: "User", FamilyName: String(at) },
      }),
    ),
  );
  const [setArns, userIds] = [await setsOf(server), await usersOf(server)];
  await all(
    count(SIZE.assignments).map((at) =>
      ssoAdmin("CreateAccountAssignment", {
        InstanceArn: instanceArn,
        TargetId: accountIdAt((at * 7919) % SIZE.accounts),
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: setArns[Math.floor(at / SIZE.accounts) % setArns.length],
        PrincipalType: "USER",
        PrincipalId: userIds[at % userIds.length],
      }),
    ),
  );
  return { server, instanceArn, storeId, setArns, userIds };
}

async function instanceOf({ url }: Server): Promise<{ readonly instanceArn: string; readonly storeId: string }> {
  const { Instances } = await asked<{
    Instances: { InstanceArn: string; IdentityStoreId: string; OwnerAccountId: string }[];
  }>(url, ssoAdmin("ListInstances", {}));
  const instance = Instances.find(({ OwnerAccountId }) => OwnerAccountId === ACCOUNT);
  if (!instance) throw new Error(`${url} has no instance`);
  return { instanceArn: instance.InstanceArn, storeId: instance.IdentityStoreId };
}

async function setsOf(server: Server): Promise<readonly string[]> {
  const { instanceArn } = await instanceOf(server);
  return pages<string>(server.url, ssoAdmin("ListPermissionSets", { InstanceArn: instanceArn }), "PermissionSets");
}

async function usersOf(server: Server): Promise<readonly string[]> {
  const { storeId } = await instanceOf(server);
  const users = await pages<{ UserId: string }>(
    server.url,
    identitystore("ListUsers", { IdentityStoreId: storeId }),
    "Users",
  );
  return users.map(({ UserId }) => UserId);
}

async function pages<T>(url: string, request: LoadRequest, member: string): Promise<readonly T[]> {
  const rows: T[] = [];
  let NextToken: string | undefined;
  do {
    const page = await asked<Record<string, unknown>>(url, {
      ...request,
      body: { ...request.body, MaxResults: 100, NextToken },
    });
    rows.push(...(page[member] as T[]));
    NextToken = (page["NextToken"] as string | null) ?? undefined;
  } while (NextToken !== undefined);
  return rows;
}
