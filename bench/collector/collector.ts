/** What a whole organization costs: calls beside the formula and beside how peers walk, and how well the permitted rate is used. */
import { type Lab, startLab } from "../../src/lab/index.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import { type Collection, collectOrganization } from "../../src/sources/organization/collecting/collect.ts";
import { labConnection, testContext } from "../../tests/support/reader.ts";
import { formula, MANAGEMENT, SIZES, sizedOrganization } from "../../tests/support/sized-organization.ts";
import { say } from "../verdict.ts";
import { catchingUp } from "./catching-up.ts";
import { computed, everyAccountAndSet, everyProvisionedPair } from "./peers.ts";

/** Facts 3.6: sso-admin, calls a second; the lab holds one second's worth besides. */
const PERMITTED = 20;
const SETTLED = 3;

async function labOf(name: keyof typeof SIZES, options: Parameters<typeof startLab>[0]): Promise<Lab> {
  const loaded = loadOrganizationDocument(sizedOrganization(SIZES[name]));
  if (loaded.kind === "invalid") throw new Error(`the organization ${name} does not load`);
  return startLab({ ...options, document: loaded.document });
}

const collect = (lab: Lab, connection = {}, options = {}): Promise<Collection> =>
  collectOrganization(
    labConnection(lab, { credentials: { accessKeyId: MANAGEMENT, secretAccessKey: "lab" }, ...connection }),
    testContext(),
    options,
  );

export async function collector(): Promise<void> {
  for (const name of ["S", "M", "L"] as const) await price(name);
  await catchingUp();
  await pace();
  await halved();
  await comesAndGoes();
}

/** Lists of more than a hundred rows take further pages, which the formula does not count: they are measured as the rest. */
async function price(name: keyof typeof SIZES): Promise<void> {
  const lab = await labOf(name, { limits: "off" });
  const { calls, document } = await collect(lab, { isUnpaced: true });
  const bound = formula(SIZES[name], 2);
  const extra = calls.byOperation["sso-admin:ListAccountAssignmentsForPrincipal"] ?? 0;
  const principals = SIZES[name].users + SIZES[name].groups;
  const members = (calls.byOperation["identitystore:ListGroupMemberships"] ?? 0) - SIZES[name].groups;
  const pages = Math.max(0, extra - principals) + Math.max(0, members);
  say(
    calls.total <= 1.02 * bound + pages && document.coverage?.gaps.length === 0,
    `collect ${name}: ${calls.total} calls; formula ${bound}, extra pages ${pages}: ${((calls.total - pages) / bound).toFixed(3)} × (at most 1.02 ×)`,
  );
  const peers = computed(SIZES[name]);
  const isExecuted = name !== "L";
  const matrix = isExecuted ? (await everyAccountAndSet(lab.url, MANAGEMENT)).calls : peers.everyAccountAndSet;
  const pairs = isExecuted ? (await everyProvisionedPair(lab.url, MANAGEMENT)).calls : peers.everyProvisionedPair;
  const how = isExecuted ? "executed" : "computed";
  say(
    calls.total < matrix,
    `  account × set walk ${matrix} calls (${how}), ${(matrix / calls.total).toFixed(1)} ×; provisioned pair walk without names, users, memberships and requests ${pairs} (${how})`,
  );
  await lab.close();
}

const budgetOf = ({ budgets }: Collection) => {
  const found = budgets.find(({ name }) => name === "sso-admin");
  if (!found) throw new Error("nothing was asked of sso-admin");
  return { taken: found.sent - found.throttled, ...found };
};

async function pace(): Promise<void> {
  for (const latency of [{ p50: 80, p99: 200 }, 200]) {
    const lab = await labOf("M", { latency });
    const collection = await collect(lab);
    const { taken, throttled, sent } = budgetOf(collection);
    const seconds = collection.milliseconds / 1000;
    const used = taken / (PERMITTED * seconds + PERMITTED);
    const share = throttled / sent;
    const shown = typeof latency === "number" ? `${latency} ms` : `${latency.p50} to ${latency.p99} ms`;
    say(
      used >= 0.95 && share < 0.01,
      `collect M under AWS's rates, answers after ${shown}: ${seconds.toFixed(0)} s, ${(used * 100).toFixed(1)} % of the permitted rate (at least 95 %), ${(share * 100).toFixed(2)} % throttled (under 1 %)`,
    );
    await lab.close();
  }
}

/** Thirty seconds at the full limit, then half of it. */
async function halved(): Promise<void> {
  const lab = await labOf("M", { latency: 120 });
  const begun = performance.now();
  const halvedAt = begun + 30_000;
  const timer = setTimeout(() => {
    void fetch(`${lab.url}/_lab/limits`, { method: "POST", body: JSON.stringify({ part: 0.5 }) });
  }, 30_000);
  const answers: { readonly at: number; readonly throttled: number }[] = [];
  const collection = await collect(
    lab,
    {},
    {
      onProgress: ({ throttled }: { readonly throttled: number }) => answers.push({ at: performance.now(), throttled }),
    },
  );
  clearTimeout(timer);
  const { sent, throttled } = budgetOf(collection);
  const within = (from: number, to: number) =>
    answers.filter(({ at }) => at >= halvedAt + from * 1000 && at < halvedAt + to * 1000);
  const settled = within(SETTLED, 33).length / 30;
  const late = within(SETTLED, 33).at(-1)?.throttled ?? 0;
  const refused = late - (within(0, SETTLED).at(-1)?.throttled ?? 0);
  say(
    settled >= 0.85 * (PERMITTED / 2) && refused / (settled * 30) < 0.03,
    `the limit is halved in the middle: from ${SETTLED} s on ${settled.toFixed(1)} answers a second of ${PERMITTED / 2}, ${refused} refused in the next 30 s; ${((throttled / sent) * 100).toFixed(2)} % of the whole run`,
  );
  await lab.close();
}

/** Thirty seconds alone, 25 beside a client that takes what it gets, then alone again. */
async function comesAndGoes(): Promise<void> {
  const lab = await labOf("M", { latency: 120 });
  const begun = performance.now();
  const [comes, goes] = [begun + 30_000, begun + 55_000];
  let isThere = false;
  const ask = async (): Promise<void> => {
    while (isThere) await greedyCall(lab.url);
  };
  const coming = setTimeout(() => {
    isThere = true;
    for (let worker = 0; worker < 12; worker += 1) void ask();
  }, comes - begun);
  const going = setTimeout(() => {
    isThere = false;
  }, goes - begun);
  const answers: number[] = [];
  await collect(lab, {}, { onProgress: () => answers.push(performance.now()) });
  for (const timer of [coming, going]) clearTimeout(timer);
  isThere = false;
  const perSecond = (from: number, to: number) =>
    answers.filter((at) => at >= goes + from * 1000 && at < goes + to * 1000).length / (to - from);
  const [before, beside, after] = [perSecond(-45, -25), perSecond(-20, 0), perSecond(10, 20)];
  say(
    after >= 0.9 * before,
    `a second client comes for 25 s and goes: ${before.toFixed(1)} answers a second before, ${beside.toFixed(1)} beside it, ${after.toFixed(1)} from 10 s after it has gone on`,
  );
  await lab.close();
}

/** A call of sso-admin that waits for nobody's turn. */
const greedyCall = (url: string): Promise<unknown> =>
  fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "SWBExternalService.ListInstances",
      authorization: `AWS4-HMAC-SHA256 Credential=${MANAGEMENT}/20261128/us-east-1/sso/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: "{}",
  })
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined);
