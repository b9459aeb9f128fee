/** A repair by several people on the lab: proposed, approved by its hash, applied by a job, followed, undone. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { type Answered, type Served, serveForTest } from "./support/served.ts";

const scene = loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml"));
const { user, account, permissionSet } = scene.question;
const question = { user, account, permissionSet };
const PLANS = "/api/v1/organizations/default/plans";

let lab: TestLab;
let served: Served;
let operator: string;
let approver: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 10 });
  served = await serveForTest({ endpointUrl: lab.url, needsSignIn: true, needsTwoPeople: true });
  operator = await served.token("operator");
  approver = await served.token("approver");
});
afterAll(async () => {
  await served.close();
  await lab.close();
});

const post = (path: string, body: unknown, token: string) => served.ask("POST", path, { body, token });
const writes = async () =>
  (await lab.calls()).filter(({ operation }) => /^(Create|Delete|Provision|Update|Put|Attach)/.test(operation));

interface NumberedEvent {
  readonly number: number;
  readonly at: string;
  readonly event: unknown;
}

interface AuditRow {
  readonly action: string;
  readonly who: string;
  readonly outcome: string;
  readonly planHash: string;
  readonly target: string;
}

/** The events of a job, from the stream that a page follows. */
async function eventsOf(id: string, headers: Record<string, string> = {}): Promise<readonly NumberedEvent[]> {
  const { text } = await served.ask("GET", `/api/v1/jobs/${id}/events`, { token: operator, headers });
  return [...text.matchAll(/^id: (\d+)\ndata: (.*)$/gm)].map(([, number, data]) => ({
    number: Number(number),
    ...(JSON.parse(data ?? "") as Omit<NumberedEvent, "number">),
  }));
}

const proposed = async (): Promise<Answered["json"]> => (await post(PLANS, { question }, operator)).json.proposal;

async function applied(id: string, hash: string): Promise<Answered["json"]> {
  await post(`${PLANS}/${id}/approve`, { hash }, approver);
  const { status, json } = await post(`${PLANS}/${id}/apply`, { hash }, approver);
  expect(status).toBe(202);
  const events = await eventsOf(json.id);
  expect(events.length).toBeGreaterThan(3);
  return (await served.ask("GET", `/api/v1/jobs/${json.id}`, { token: operator })).json;
}

describe("a repair", () => {
  beforeAll(async () => {
    await lab.put(writtenForm(scene.document));
    await lab.clearCalls();
  });

  test("is proposed with its rehearsal, and nothing is written", async () => {
    const plan = await proposed();
    expect(plan).toMatchObject({
      state: "proposed",
      proposedBy: "token operator of tests",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(plan.shown.rehearsal.promised).toContainEqual(expect.objectContaining({ before: false, after: true }));
    expect(plan.shown.writer.callerArn).toContain("arn:aws");
    expect(await writes()).toEqual([]);
  });

  test("another hash is refused with the plan that there is; an unapproved plan is not applied", async () => {
    const { id, hash } = await proposed();
    const other = await post(`${PLANS}/${id}/approve`, { hash: "0".repeat(64) }, approver);
    expect(other.json).toMatchObject({ status: 409, code: "plan-changed", current: { id, hash } });
    const early = await post(`${PLANS}/${id}/apply`, { hash }, approver);
    expect(early.json).toMatchObject({ status: 409, code: "plan-state", detail: "The plan is proposed" });
    expect(await writes()).toEqual([]);
  });

  test("whoever proposed it cannot approve it", async () => {
    const { json } = await post(PLANS, { question }, approver);
    const { id, hash } = json.proposal;
    const refused = await post(`${PLANS}/${id}/approve`, { hash }, approver);
    expect(refused.json).toMatchObject({ status: 403, code: "two-people-needed" });
  });

  test("is applied once, followed by numbered events, verified, in the audit log; and undone", async () => {
    const { id, hash } = await proposed();
    const job = await applied(id, hash);
    expect(job).toMatchObject({ state: "done", queue: "apply", organization: "default" });
    expect(JSON.parse(job.outcome)).toMatchObject({ kind: "applied", isVerified: true });
    expect((await lab.portalOf(user))?.accounts.size).toBeGreaterThan(0);
    expect(await writes()).toHaveLength(1);
    const events = await eventsOf(job.id);
    expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1));
    const behind = await eventsOf(job.id, { "last-event-id": "2" });
    expect(behind).toEqual(events.slice(2));
    const again = await post(`${PLANS}/${id}/apply`, { hash }, approver);
    expect(again.json).toMatchObject({ status: 409, detail: "The plan is applied" });
    const log = (await served.ask("GET", "/api/v1/audit?organization=default", { token: operator })).json;
    const ofPlan = log
      .filter(({ target }: AuditRow) => target === id)
      .map((one: AuditRow) => [one.action, one.who, one.outcome, one.planHash]);
    expect(ofPlan.reverse()).toEqual([
      ["plan.propose", "token operator of tests", "accepted", hash],
      ["plan.approve", "token approver of tests", "accepted", hash],
      ["plan.apply", "token approver of tests", "accepted", hash],
      ["plan.apply", "idc-doctor", "applied", hash],
      ["plan.apply", "token approver of tests", "refused: wrong-state", hash],
    ]);
    const undo = (await post(`${PLANS}/${id}/undo`, {}, operator)).json.proposal;
    expect(undo).toMatchObject({ undoes: id, state: "proposed" });
    expect(JSON.parse((await applied(undo.id, undo.hash)).outcome)).toMatchObject({
      kind: "applied",
      isVerified: true,
    });
    expect((await lab.portalOf(user))?.accounts.size).toBe(0);
  });
});

test("what changed after the approval: nothing is sent, and a new plan takes the place of the old one", async () => {
  const changed = writtenForm(scene.document);
  await lab.put(changed);
  const { id, hash } = await proposed();
  await post(`${PLANS}/${id}/approve`, { hash }, approver);
  await lab.put({ ...changed, assignments: [] });
  await lab.clearCalls();
  const { replacedBy, summary } = JSON.parse((await applied(id, hash)).outcome);
  expect(summary).toContain("nothing was sent");
  expect(await writes()).toEqual([]);
  const plan = async (one: string) => (await served.ask("GET", `${PLANS}/${one}`, { token: operator })).json;
  expect((await plan(id)).state).toBe("withdrawn");
  expect(await plan(replacedBy)).toMatchObject({ state: "proposed", proposedBy: "token operator of tests" });
});

test("a refresh keeps a moment and its findings; two moments are compared", async () => {
  const ORGANIZATION = "/api/v1/organizations/default";
  const refreshed = async (): Promise<void> => {
    const { json } = await post(`${ORGANIZATION}/snapshot/refresh`, { isFresh: true }, operator);
    await eventsOf(json.id);
    const { state, outcome } = (await served.ask("GET", `/api/v1/jobs/${json.id}`, { token: operator })).json;
    expect([state, outcome]).toEqual(["done", expect.stringContaining("takenAt")]);
  };
  await lab.put(writtenForm(scene.document));
  await refreshed();
  await lab.put({ ...writtenForm(scene.document), assignments: [] });
  await refreshed();
  const moments = (await served.ask("GET", `${ORGANIZATION}/snapshots`, { token: operator })).json;
  expect(moments.length).toBeGreaterThan(1);
  const { access, before, after } = (await served.ask("GET", `${ORGANIZATION}/changes`, { token: operator })).json;
  expect(access.lost).toBeGreaterThan(0);
  expect([after.takenAt, before.takenAt]).toEqual([moments[0].takenAt, moments[1].takenAt]);
  expect((await served.ask("GET", `${ORGANIZATION}/findings`, { token: operator })).json.takenAt).toBe(after.takenAt);
  const matrix = (await served.ask("GET", `${ORGANIZATION}/matrix?view=people`, { token: operator })).json;
  expect(matrix.schema).toBe("idc-doctor/matrix/1");
});

test("what is asked for while a refresh runs comes with the one that follows it", async () => {
  const ORGANIZATION = "/api/v1/organizations/default";
  const refresh = async (): Promise<string> => (await post(`${ORGANIZATION}/snapshot/refresh`, {}, operator)).json.id;
  const stateOf = async (id: string) => (await served.ask("GET", `/api/v1/jobs/${id}`, { token: operator })).json.state;
  // Somebody else collects, so that the job begins and waits.
  const held = await served.team.store.hold(`collection ${served.team.organizations.get("default")?.key}`);
  if (held.kind !== "held") throw new Error("held");
  const running = await refresh();
  await expect.poll(() => stateOf(running)).toBe("running");
  const following = await refresh();
  expect(following).not.toBe(running);
  expect(await refresh()).toBe(following);
  await held.release();
  await Promise.all([eventsOf(running), eventsOf(following)]);
  expect([await stateOf(running), await stateOf(following)]).toEqual(["done", "done"]);
});

test("a question that works needs no plan, and says so", async () => {
  const works = loadScene(join(import.meta.dirname, "../scenes/works.yaml"));
  await lab.put(writtenForm(works.document));
  const { user, account, permissionSet } = works.question;
  const { json } = await post(PLANS, { question: { user, account, permissionSet } }, operator);
  expect(json.kind).toBe("works-already");
});
