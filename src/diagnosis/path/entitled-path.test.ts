/** The second road as a path: where each of its causes breaks, and that nothing behind the break is judged. */
import { expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import {
  ALICE,
  alice,
  failed,
  instance,
  PRODUCTION,
  SANDBOX,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { APPLICATION, entitled, trustPolicy } from "../../facts/grant/testing/second-road.ts";
import { known, unread } from "../../model/reading.ts";
import { diagnose } from "../diagnose.ts";
import { gathered } from "../testing/gathered-facts.ts";

const pathsOf = (...facts: readonly GrantFacts[]) => diagnose(gathered(...facts)).entitledPaths ?? [];
const statesOf = (facts: GrantFacts) => pathsOf(facts)[0]?.links.map(({ state }) => state);
const linkOf = (facts: GrantFacts, stage: string) => pathsOf(facts)[0]?.links.find((link) => link.stage === stage);

test("an entitlement that opens is in order from the person to the role", () => {
  const [path] = pathsOf(unassignedFacts({ additional: entitled({}) }));
  expect(path).toMatchObject({
    via: { group: { name: expect.stringMatching(/^group Developers \(/) } },
    account: SANDBOX,
    accountName: "sandbox",
    role: { arn: `arn:aws:iam::${SANDBOX}:role/team/Developer`, name: "Developer" },
    portal: "https://aa-gyxmap389.account-access.us-east-1.app.aws",
  });
  expect(path?.links.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
    "instance ok",
    "user ok",
    "membership ok",
    "entitlement ok",
    "account ok",
    "portal ok",
    "role session ok",
  ]);
  expect(path?.links.slice(-2).map(({ evidence }) => evidence)).toEqual([["e57"], ["e58"]]);
});

test.each([
  { what: "the role is missing", more: { trustPolicy: known(null) }, says: "there is no role arn:aws:iam::" },
  {
    what: "the role's trust policy names another application",
    more: { trustPolicy: known(trustPolicy({ sourceArn: `${APPLICATION}0` })) },
    says: "requires aws:SourceArn",
  },
])("$what: the portal lists it, and it cannot be taken", ({ more, says }) => {
  const facts = unassignedFacts({ additional: entitled(more) });
  expect(statesOf(facts)).toEqual(["ok", "ok", "ok", "ok", "ok", "ok", "broken"]);
  expect(linkOf(facts, "role session")?.summary).toContain(says);
});

test.each([
  { what: "is deleted", state: known(null), says: "is deleted" },
  {
    what: "failed to be created",
    state: known({ status: "CREATE_FAILED", error: "no trusted access" }),
    says: "is CREATE_FAILED: no trusted access",
  },
])("an application that $what breaks the portal, and the role behind it is not judged", ({ state, says }) => {
  const facts = unassignedFacts({ additional: entitled({}, state) });
  expect(statesOf(facts)?.slice(-2)).toEqual(["broken", "not examined"]);
  expect(linkOf(facts, "portal")?.summary).toContain(says);
  expect(linkOf(facts, "role session")).toMatchObject({ summary: "behind the broken portal link", evidence: [] });
});

test("what was not read is not examined, and what could not be read is unknown: neither is in order", () => {
  const unreadRole = unassignedFacts({ additional: entitled({ trustPolicy: unread("no audit role") }) });
  expect(linkOf(unreadRole, "role session")).toMatchObject({ state: "not examined", summary: "no audit role" });
  const refused = unassignedFacts({ additional: entitled({}, failed("refused", "GetApplication")) });
  expect(linkOf(refused, "portal")).toMatchObject({ state: "unknown", evidence: ["e30"] });
  const hanging = trustPolicy().replace('"StringEquals":{', '"StringEquals":{"aws:PrincipalOrgID":"o-1",');
  const open = unassignedFacts({ additional: entitled({ trustPolicy: known(hanging) }) });
  expect(linkOf(open, "role session")?.state).toBe("not examined");
});

test.each([
  { what: "a disabled user", more: { user: known({ ...alice, status: "DISABLED" as const }) }, at: "user" },
  { what: "a closed account", more: { account: known({ ...sandbox, state: "SUSPENDED" as const }) }, at: "account" },
  { what: "an account that left", more: { account: known(null) }, at: "account" },
  {
    what: "an instance that is not active",
    more: { instance: known({ ...instance, status: "CREATE_FAILED" as const }) },
    at: "instance",
  },
])("$what breaks the second road as well", ({ more, at }) => {
  const [path] = pathsOf(unassignedFacts({ ...more, additional: entitled({}) }));
  const broken = path?.links.filter(({ state }) => state === "broken");
  expect(broken?.map(({ stage }) => stage)).toEqual([at]);
});

test("a direct entitlement needs no group; of another account only the role is known", () => {
  const direct = { principal: { type: "USER" as const, id: ALICE }, groupName: undefined };
  const facts = unassignedFacts({ additional: entitled({ ...direct, accountId: PRODUCTION, accountName: undefined }) });
  expect(pathsOf(facts)[0]).toMatchObject({ via: "direct", account: PRODUCTION });
  expect(linkOf(facts, "membership")?.summary).toBe("a direct entitlement needs no group");
  expect(linkOf(facts, "account")?.state).toBe("not examined");
});

test("each entitlement once, and none where a permission set reaches the user or nobody is entitled", () => {
  const facts = unassignedFacts({ additional: entitled({}) });
  expect(pathsOf(facts, facts)).toHaveLength(1);
  expect(diagnose(gathered(workingFacts({ additional: entitled({}) })))).not.toHaveProperty("entitledPaths");
  expect(diagnose(gathered(unassignedFacts()))).not.toHaveProperty("entitledPaths");
});
