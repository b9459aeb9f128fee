import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "./document.ts";
import { describeProblems, loadOrganizationDocument, parseOrganizationDocument } from "./load.ts";
import { writeOrganizationDocument } from "./write.ts";

const TEXT = `
schema: idc-doctor/organization/1
accounts: [{ id: "111122223333", name: sandbox }]
users: [{ userName: alice@example.com }]
groups: [{ displayName: Readers, members: [alice@example.com] }]
permissionSets: [{ name: ReadOnly, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }]
assignments: [{ account: sandbox, permissionSet: ReadOnly, group: Readers }]
`;

function loaded(text: string): OrganizationDocument {
  const result = parseOrganizationDocument(text);
  if (result.kind === "invalid") throw new Error(describeProblems(result.problems));
  return result.document;
}

function problems(text: string): string {
  const result = parseOrganizationDocument(text);
  return result.kind === "invalid" ? describeProblems(result.problems) : "";
}

describe("a hand-written document", () => {
  test("without a date says so, also when it is written and read again", () => {
    const document = loaded(TEXT);
    expect(document.isUndated).toBe(true);
    expect(writeOrganizationDocument(document)).not.toContain("takenAt");
    expect(loaded(writeOrganizationDocument(document))).toEqual(document);
    expect(loaded(`${TEXT}takenAt: 2026-09-14T09:30:00Z\n`).isUndated).toBeUndefined();
  });

  test("gets ids, defaults and the roles that AWS would have made", () => {
    const document = loaded(TEXT);
    expect(document.organization.managementAccountId).toBe("123456789012");
    expect(document.accounts.map(({ name }) => name)).toEqual(["management", "sandbox"]);
    expect(document.memberships).toHaveLength(1);
    expect(document.assignments[0]?.principal).toEqual({ type: "GROUP", id: document.groups[0]?.id });
    expect(document.provisionedRoles[0]?.roleName).toMatch(/^AWSReservedSSO_ReadOnly_[0-9a-f]{16}$/);
  });

  test("is the same document every time", () => {
    expect(loaded(TEXT)).toEqual(loaded(TEXT));
  });

  test("an assignment may name a principal that is gone, by id", () => {
    const gone = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
    const document = loaded(TEXT.replace("group: Readers }]", `user: ${gone} }]`));
    expect(document.assignments[0]?.principal).toEqual({ type: "USER", id: gone });
  });
});

describe("what the writer writes", () => {
  test.each(["json", "yaml"] as const)("is read back unchanged (%s)", (format) => {
    const document = loaded(TEXT);
    expect(loaded(writeOrganizationDocument(document, format))).toEqual(document);
  });
});

describe("a name in the form of an id takes nothing over from whose id it is", () => {
  const ALICE = "906ab1c2d3-11112222-3333-4444-5555-666677778881";
  const MALLORY = "906ab1c2d3-11112222-3333-4444-5555-666677778882";
  const ADMINS = "906ab1c2d3-aaaa2222-3333-4444-5555-666677778881";
  const TEA = "906ab1c2d3-aaaa2222-3333-4444-5555-666677778882";
  const NAMED_ALIKE = `
schema: idc-doctor/organization/1
organizationalUnits: [{ id: ou-abcd-12345678, name: "111122223333" }]
accounts: [{ id: "999988887777", name: "111122223333" }, { id: "111122223333", name: sandbox }]
users: [{ id: ${MALLORY}, userName: ${ALICE} }, { id: ${ALICE}, userName: alice@example.com }]
groups: [{ id: ${TEA}, displayName: ${ADMINS} }, { id: ${ADMINS}, displayName: Admins, members: [${ALICE}] }]
permissionSets: [{ name: ReadOnly }]
assignments:
  - { account: "111122223333", permissionSet: ReadOnly, group: ${ADMINS} }
  - { account: "111122223333", permissionSet: ReadOnly, user: ${ALICE} }
policies: [{ name: NoS3, type: SERVICE_CONTROL_POLICY, targets: ["111122223333"], document: {} }]
`;
  const grantsOf = ({ assignments, memberships, policies }: OrganizationDocument) => ({
    grants: assignments.map(({ accountId, principal }) => [accountId, principal.id]),
    members: memberships.map(({ groupId, userId }) => [groupId, userId]),
    targets: policies.map(({ targets }) => targets),
  });
  const EXPECTED = {
    grants: [
      ["111122223333", ADMINS],
      ["111122223333", ALICE],
    ],
    members: [[ADMINS, ALICE]],
    targets: [["111122223333"]],
  };

  test("in a document that is read", () => {
    expect(grantsOf(loaded(NAMED_ALIKE))).toEqual(EXPECTED);
  });

  test.each(["json", "yaml"] as const)("in one that was written (%s)", (format) => {
    expect(grantsOf(loaded(writeOrganizationDocument(loaded(NAMED_ALIKE), format)))).toEqual(EXPECTED);
  });

  test("where nothing bears the id any more", () => {
    const gone = NAMED_ALIKE.replace(', { id: "111122223333", name: sandbox }', "")
      .replace(`, { id: ${ALICE}, userName: alice@example.com }`, "")
      .replace(`, members: [${ALICE}]`, "")
      .replace(/policies: .*/, "");
    expect(grantsOf(loaded(gone)).grants).toEqual(EXPECTED.grants);
  });
});

describe("a wrong document", () => {
  test.each([
    { line: "accounts: [{ id: 111122223333 }]", message: "accounts[0].id: a string is expected here" },
    { line: 'accounts: [{ id: "1111" }]', message: "accounts[0].id: must match" },
    {
      line: 'accounts: [{ id: "111122223333", state: GONE }]',
      message: 'accounts[0].state: must be "PENDING_ACTIVATION" or',
    },
    { line: "users: [{}]", message: "users[0].userName: is missing" },
    { line: "user: []", message: "user: this field is not known here" },
    {
      line: "assignments: [{ account: nowhere, permissionSet: X, user: bob }]",
      message: 'assignments[0].account: no account is called "nowhere"',
    },
    { line: 'permissionSets: [{ name: "no spaces please" }]', message: "permissionSets[0].name: must match" },
    {
      line: 'instance: { primaryRegion: eu-south-1 }\naccountAccessApplications: [{ arn: "arn:aws:account-access:us-east-1:123456789012:application/1" }]',
      message:
        "accountAccessApplications[0].arn: an application is in the primary Region of the instance, which is eu-south-1",
    },
  ])("$line → $message", ({ line, message }) => {
    expect(problems(`schema: idc-doctor/organization/1\n${line}\n`)).toContain(message);
  });

  test("names the line where the text is not YAML", () => {
    expect(problems("schema: [\n  a: b: c\n")).toMatch(/line \d+, column \d+: is neither YAML nor JSON/);
  });

  test("without the schema says so", () => {
    expect(problems("accounts: []")).toContain('schema: must be "idc-doctor/organization/1"');
  });

  test("keys that are names of Object's own members are data", () => {
    const hostile = JSON.parse('{"schema":"idc-doctor/organization/1","__proto__":{"x":1},"constructor":[]}');
    expect(loadOrganizationDocument(hostile).kind).toBe("invalid");
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("an alias bomb is refused", () => {
    const bomb = [
      "a: &a [x,x,x,x,x,x,x,x,x]",
      ...[..."bcdefgh"].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefg"[at]}`).join(",")}]`),
    ];
    expect(problems(bomb.join("\n"))).toContain("alias");
  });
});

describe("policies, units and delegates name accounts and units", () => {
  const tree = (rest: string) => `
schema: idc-doctor/organization/1
organizationalUnits: [{ name: Prod }, { name: Team, parent: Prod }]
accounts: [{ id: "111122223333", name: sandbox, email: sandbox@example.com, parent: Team }]
${rest}`;
  const policy = (targets: string) =>
    tree(`policies: [{ name: NoS3, type: SERVICE_CONTROL_POLICY, targets: ${targets}, document: {} }]`);

  test("by name, e-mail address or id", () => {
    const { policies, organizationalUnits, accounts } = loaded(policy("[sandbox, Prod, Root]"));
    const [prod, team] = organizationalUnits.map(({ id }) => id);
    expect(policies[0]?.targets).toEqual(["111122223333", prod, expect.stringMatching(/^r-/)]);
    expect(organizationalUnits[1]?.parentId).toBe(prod);
    expect(accounts.find(({ name }) => name === "sandbox")?.parentId).toBe(team);
    expect(loaded(policy('[sandbox@example.com, "111122223333"]')).policies[0]?.targets).toEqual([
      "111122223333",
      "111122223333",
    ]);
  });

  test.each([
    { what: "a policy target", text: policy("[sandbx]"), path: "policies[0].targets[0]" },
    {
      what: "a policy target by an id that nothing has",
      text: policy('["999988887777"]'),
      path: "policies[0].targets[0]",
    },
    { what: "a unit by an id that nothing has", text: policy("[ou-abcd-12345678]"), path: "policies[0].targets[0]" },
    { what: "an account's parent", text: tree("").replace("parent: Team", "parent: Teem"), path: "accounts[0].parent" },
    {
      what: "a unit's parent",
      text: tree("").replace("parent: Prod", "parent: Prud"),
      path: "organizationalUnits[1].parent",
    },
    {
      what: "a delegated administrator",
      text: tree("organization: { delegatedAdministrators: [nobody] }"),
      path: "organization.delegatedAdministrators[0]",
    },
    {
      what: "where full access is detached",
      text: tree("organization: { fullAccessDetachedFrom: { p-FullAWSAccess: [nowhere] } }"),
      path: "organization.fullAccessDetachedFrom.p-FullAWSAccess[0]",
    },
  ])("$what that names nothing is refused with its path", ({ text, path }) => {
    expect(problems(text)).toContain(`${path}: no `);
  });

  test("a name of two is refused with their ids", () => {
    const twice = tree("").replace(
      "{ name: Team, parent: Prod }",
      "{ id: ou-abcd-12345678, name: Team }, { name: Team, parent: Prod }",
    );
    expect(problems(twice)).toMatch(
      /accounts\[0\]\.parent: "Team" is the name of 2; use the id: ou-abcd-12345678, ou-/,
    );
  });

  test("a collected document may name what it could not list", () => {
    const collected = `${policy('["999988887777", ou-abcd-12345678]')}
coverage: { walk: pairs, blindSpot: null, gaps: [] }
`;
    expect(loaded(collected).policies[0]?.targets).toEqual(["999988887777", "ou-abcd-12345678"]);
  });
});
