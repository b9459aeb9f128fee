/** How fast a lab is there, what it weighs, and whether lists stay as fast in the largest organizations. */
import { median } from "../timing.ts";
import { say } from "../verdict.ts";
import { asked, type LoadRequest } from "./load-generator.ts";
import { organizationOf } from "./organization.ts";
import { type Server, startedLab } from "./servers.ts";
import { SIZE } from "./throughput.ts";

const LARGE = {
  accounts: 7000,
  permissionSets: 500,
  users: 200_000,
  groups: 5000,
  assignments: 500_000,
  membershipsPerUser: 1,
};
const RUNS = 5;

export async function scale(): Promise<void> {
  await readiness();
  const [small, large] = [await startedLab(organizationOf(SIZE)), await startedLab(organizationOf(LARGE))];
  const seconds = large.ready / 1000;
  say(
    seconds < 10,
    `7,000 accounts, 200,000 users, 500,000 assignments: ready in ${seconds.toFixed(1)} s (under 10 s), ${large.memory().toFixed(0)} MB`,
  );
  await pageSpeed(small, large);
  await small.stop();
  await large.stop();
}

async function readiness(): Promise<void> {
  const empty: number[] = [];
  const filled: number[] = [];
  let memory = 0;
  const document = organizationOf(SIZE);
  for (let run = 0; run < RUNS; run += 1) {
    const bare = await startedLab();
    empty.push(bare.ready);
    await bare.stop();
    const lab = await startedLab(document);
    filled.push(lab.ready);
    memory = Math.max(memory, lab.memory());
    await lab.stop();
  }
  say(median(empty) < 300, `ready in ${median(empty).toFixed(0)} ms (under 300 ms)`);
  say(
    median(filled) < 300,
    `ready with 1,000 accounts, 200 sets, 20,000 assignments in ${median(filled).toFixed(0)} ms (under 300 ms)`,
  );
  say(memory < 200, `memory with them: ${memory.toFixed(0)} MB (under 200 MB)`);
}

/** The median time of a page, in the middle of lists that differ in length by two orders of magnitude. */
async function pageSpeed(small: Server, large: Server): Promise<void> {
  for (const list of [users, accounts]) {
    const [few, many] = [await pageTime(small, list), await pageTime(large, list)];
    say(
      many <= few * 1.5 + 0.2,
      `${list.name}: ${many.toFixed(2)} ms a page in the large organization, ${few.toFixed(2)} ms in the small one (the same)`,
    );
  }
}

const PAGES = 200;

async function pageTime(server: Server, list: (server: Server) => Promise<LoadRequest>): Promise<number> {
  const request = await list(server);
  const times: number[] = [];
  let token: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const body: LoadRequest["body"] = { ...request.body, NextToken: token };
    const start = performance.now();
    const answer = await asked<{ NextToken?: string }>(server.url, { ...request, body });
    times.push(performance.now() - start);
    token = answer.NextToken;
  }
  return median(times.slice(PAGES / 4));
}

async function users({ url }: Server): Promise<LoadRequest> {
  const { Instances } = await asked<{ Instances: { IdentityStoreId: string }[] }>(url, {
    target: "SWBExternalService.ListInstances",
    scope: "sso",
    body: {},
  });
  const body = { IdentityStoreId: Instances[0]?.IdentityStoreId, MaxResults: 5 };
  return { target: "AWSIdentityStore.ListUsers", scope: "identitystore", body };
}

async function accounts(): Promise<LoadRequest> {
  return { target: "AWSOrganizationsV20161128.ListAccounts", scope: "organizations", body: { MaxResults: 5 } };
}
