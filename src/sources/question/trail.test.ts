/** Which events a question asks CloudTrail for, and what is read beside them. */
import { describe, expect, test } from "vitest";
import { cloudTrailEvent } from "../../facts/grant/testing/additional-facts.ts";
import { attachedGroup, orphan } from "../../facts/grant/testing/grant-facts.ts";
import { derivedRequestId } from "../../model/derived-ids.ts";
import { known } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import type { Seen } from "./subject.ts";
import { AT, refused, refusing, SANDBOX, SHOP } from "./testing/asked-organization.ts";
import { ALICE, person, READ_ONLY, read, seen, unreached } from "./testing/seen.ts";

describe("CloudTrail is asked for", () => {
  const namesFor = async (of: Seen, isThorough: boolean) => {
    const names: string[] = [];
    const trail: Reader["trail"] = (asked) => {
      names.push(...asked);
      return Promise.resolve(known([]));
    };
    const { facts } = await read(of, { trail }, { isThorough });
    return { names, leftOut: facts.eventsLeftOut };
  };
  const disabled = { ...person, status: "DISABLED" } as const;

  test.each([
    { what: "a user who is gone", of: unreached({ user: known(null) }), names: ["DeleteUser", "CreateUser"] },
    { what: "a user who could not be read", of: unreached({ user: refused("DescribeUser") }), names: [] },
    { what: "a disabled user", of: seen({ user: known(disabled) }), names: ["DisableUser"] },
    {
      what: "a provider's disabled user",
      of: seen({ user: known({ ...disabled, isExternallyOwned: true }) }),
      names: ["PatchUser"],
    },
    {
      what: "nobody assigned",
      of: unreached(),
      names: ["DeleteAccountAssignment", "DisassociateDirectory"],
    },
    {
      what: "a deleted group",
      of: unreached({ attached: known([orphan("GROUP")]) }),
      names: ["DeleteGroup", "CreateGroup", "DeleteAccountAssignment"],
    },
    {
      what: "a deleted user",
      of: unreached({ attached: known([orphan("USER")]) }),
      names: ["DeleteUser", "CreateUser", "DeleteAccountAssignment"],
    },
    {
      what: "a group",
      of: unreached({ attached: known([attachedGroup({ isEmpty: false })]) }),
      names: ["DeleteGroupMembership", "RemoveMemberFromGroup", "DeleteAccountAssignment"],
    },
    {
      what: "a provider's group",
      of: unreached({ attached: known([attachedGroup({ isEmpty: false, isExternallyOwned: true })]) }),
      names: ["PatchGroup", "DeleteAccountAssignment"],
    },
    { what: "a reach that is not known", of: seen({ reach: refused("ListX") }), names: [] },
  ])("$what: two names at once, all with --thorough", async ({ of, names }) => {
    expect(await namesFor(of, false)).toEqual({ names: names.slice(0, 2), leftOut: names.slice(2) });
    expect(await namesFor(of, true)).toEqual({ names, leftOut: [] });
  });
});

describe("uses after a removal", () => {
  const removal = (at: string, outcome: "SUCCEEDED" | "FAILED" = "SUCCEEDED", accountId = SANDBOX) => ({
    event: cloudTrailEvent({
      name: "DeleteAccountAssignment",
      at,
      requestId: derivedRequestId("one"),
      request: { targetId: accountId, permissionSetArn: READ_ONLY.arn, principalId: ALICE },
    }),
    outcome,
  });
  const look = async (
    { event, outcome }: ReturnType<typeof removal>,
    uses = known([cloudTrailEvent({ name: "GetRoleCredentials" })]),
  ) => {
    const details = { id: derivedRequestId("one"), status: outcome, createdAt: undefined, failureReason: undefined };
    const record = { ...details, accountId: undefined, permissionSetArn: undefined, principal: undefined };
    const { facts } = await read(unreached(), {
      trail: (names) => Promise.resolve(names.includes("GetRoleCredentials") ? uses : known([event])),
      request: () => Promise.resolve(known(record)),
    });
    return facts.trail.state === "known" ? facts.trail.value.map(({ name }) => name) : facts.trail.state;
  };
  const hours = (count: number) => new Date(Date.parse(AT) - count * 3_600_000).toISOString();

  test.each([
    { what: "an hour ago", of: removal(hours(1)), isLooked: true },
    { what: "thirteen hours ago", of: removal(hours(13)), isLooked: true },
    { what: "longer ago than any session lives (facts E5)", of: removal(hours(13.1)), isLooked: false },
    { what: "that failed", of: removal(hours(1), "FAILED"), isLooked: false },
    { what: "in another account", of: removal(hours(1), "SUCCEEDED", SHOP), isLooked: false },
  ])("$what: $isLooked", async ({ of, isLooked }) => {
    expect(await look(of)).toEqual(["DeleteAccountAssignment", ...(isLooked ? ["GetRoleCredentials"] : [])]);
  });

  test("that cannot be read leave the removal", async () => {
    expect(await look(removal(hours(1)), refused("LookupEvents"))).toEqual(["DeleteAccountAssignment"]);
  });

  test("a trail that is refused is unknown", async () => {
    expect((await read(unreached(), { trail: refusing("LookupEvents") })).facts.trail.state).toBe("unknown");
  });
});
