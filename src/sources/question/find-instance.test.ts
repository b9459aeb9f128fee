/** Where the instance is: the given Region first, and no absence while a Region could not be asked. */
import { describe, expect, test } from "vitest";
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import { EU, failed, instance, SANDBOX, US } from "../../facts/grant/testing/grant-facts.ts";
import { certain, parseRegion, type Region } from "../../model/ids.ts";
import { known, MEMBER_ACCOUNT, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { findInstance } from "./find-instance.ts";

const ASIA = certain(parseRegion("ap-south-1"));
const inRegion = (region: Region, more: Partial<InstanceFacts> = {}): InstanceFacts => ({
  ...instance,
  ...more,
  region,
});

const MANAGEMENT = { accountId: instance.ownerAccountId, arn: `arn:aws:iam::${instance.ownerAccountId}:root` };
const ORGANIZATION = { id: "o-exampleorg1", managementAccountId: instance.ownerAccountId };

async function look(
  answers: Readonly<Record<string, Reading<readonly InstanceFacts[]>>>,
  asker: Partial<Pick<Reader, "callerIdentity" | "organization">> = {},
) {
  const asked: string[] = [];
  const moved: string[] = [];
  const found = await findInstance({
    region: US,
    instances: (region) => {
      asked.push(region);
      return Promise.resolve(answers[region] ?? known([]));
    },
    otherRegions: () => [EU, ASIA],
    useHomeRegion: (region) => void moved.push(region),
    callerIdentity: () => Promise.resolve(known(MANAGEMENT)),
    organization: () => Promise.resolve(known(ORGANIZATION)),
    ...asker,
  });
  return { found, asked, moved };
}

test("in the given Region: no other is asked", async () => {
  const { found, asked, moved } = await look({ [US]: known([inRegion(US)], ["e1"]) });
  expect(found).toEqual({ instance: known(inRegion(US), ["e1"]), regionsLookedAt: [US] });
  expect([asked, moved]).toEqual([[US], []]);
});

test("a refusal in the given Region is the answer", async () => {
  const { found, asked } = await look({ [US]: failed() });
  expect(found.instance.state).toBe("unknown");
  expect(asked).toEqual([US]);
});

test("in another Region: Identity Center is asked there from then on", async () => {
  const { found, asked, moved } = await look({ [ASIA]: known([inRegion(ASIA)]), [EU]: failed() });
  expect(found).toMatchObject({ instance: { value: { region: ASIA } }, regionsLookedAt: [US, EU, ASIA] });
  expect([asked, moved]).toEqual([[US, EU, ASIA], [ASIA]]);
});

test("nowhere", async () => {
  const { found, moved } = await look({});
  expect(found).toMatchObject({ instance: { state: "known", value: null }, regionsLookedAt: [US, EU, ASIA] });
  expect(moved).toEqual([]);
});

describe("nowhere, seen from", () => {
  const member = () => Promise.resolve(known({ accountId: SANDBOX, arn: `arn:aws:iam::${SANDBOX}:root` }));

  test("a member account: it would see none anyway (facts 3.7)", async () => {
    expect((await look({}, { callerIdentity: member })).found.instance).toMatchObject({
      state: "unknown",
      failure: { kind: "refused", code: MEMBER_ACCOUNT, message: expect.stringContaining(`of ${SANDBOX}, a member`) },
    });
  });

  test.each([
    { what: "an unknown caller", asker: { callerIdentity: () => Promise.resolve(failed()) }, state: "unknown" },
    {
      what: "an unknown organization",
      asker: { callerIdentity: member, organization: () => Promise.resolve(failed()) },
      state: "unknown",
    },
    {
      what: "an account of no organization",
      asker: { callerIdentity: member, organization: () => Promise.resolve(known(null)) },
      state: "known",
    },
  ])("$what", async ({ asker, state }) => {
    expect((await look({}, asker)).found.instance.state).toBe(state);
  });
});

test("an active instance comes first, else whichever is there", async () => {
  const failing = inRegion(US, { status: "CREATE_FAILED", arn: instance.arn });
  const active = inRegion(US, { statusReason: "active" });
  expect((await look({ [US]: known([failing, active]) })).found.instance).toMatchObject({ value: active });
  expect((await look({ [US]: known([failing]) })).found.instance).toMatchObject({ value: failing });
});

describe("a Region that could not be asked", () => {
  const because = (kind: "unreachable" | "refused", message: string): Reading<never> => ({
    state: "unknown",
    failure: { kind, service: "sso-admin", operation: "ListInstances", permission: "sso:ListInstances", message },
    evidence: [],
  });

  test.each([
    { what: "may hold the instance", reading: because("refused", "no"), state: "unknown" },
    { what: "may hold it behind a broken connection", reading: because("unreachable", "ECONNRESET"), state: "unknown" },
    {
      what: "that has no endpoint has none",
      reading: because("unreachable", "getaddrinfo ENOTFOUND sso.x"),
      state: "known",
    },
    {
      what: "that was refused for a name is no missing endpoint",
      reading: because("refused", "ENOTFOUND"),
      state: "unknown",
    },
  ])("$what", async ({ reading, state }) => {
    expect((await look({ [EU]: reading })).found.instance.state).toBe(state);
  });
});
