/** The additional reads of a document that was written by hand. */
import { describe, expect, test } from "vitest";
import { documentWith, SANDBOX, setFacts, userId } from "../question/testing/asked-organization.ts";
import { createDocumentReader } from "./reader.ts";

const READ_ONLY = setFacts("ReadOnly").arn;
const open = (more: Readonly<Record<string, unknown>> = {}) => {
  const document = documentWith(more);
  if (!document.instance) throw new Error("the organization has an instance");
  return {
    reader: createDocumentReader(document),
    home: document.instance.arn,
    store: document.instance.identityStoreId,
    document,
  };
};
const account = (more: object) => ({ accounts: [{ id: SANDBOX, name: "sandbox", ...more }], assignments: [] });
const iamOf = async (more: Readonly<Record<string, unknown>>, set = "ReadOnly") => {
  const found = await open(more).reader.accountIam(SANDBOX, set);
  if (found.state !== "known") throw new Error("the account is in the document");
  return found.value;
};

describe("IAM of an account", () => {
  const provisionedRoles = [{ account: "sandbox", permissionSet: "ReadOnly" }];

  test("the role as the set is now, or as it was provisioned", async () => {
    const permissionSets = [
      {
        name: "ReadOnly",
        managedPolicyArns: ["arn:aws:iam::aws:policy/New"],
        customerManagedPolicies: [{ name: "Guard", path: "/a/" }],
      },
    ];
    const now = await iamOf({ ...account({}), permissionSets, provisionedRoles });
    expect(now.role).toMatchObject({
      value: {
        attachedPolicyArns: ["arn:aws:iam::aws:policy/New", `arn:aws:iam::${SANDBOX}:policy/a/Guard`],
        boundaryArn: undefined,
      },
    });
    expect(now.role).toHaveProperty("value.inlinePolicies", {});
    const [row] = provisionedRoles;
    const older = [
      {
        ...row,
        freshness: "outdated",
        content: { managedPolicyArns: ["arn:aws:iam::aws:policy/Old"], inlinePolicy: "{}" },
      },
    ];
    expect((await iamOf({ ...account({}), permissionSets, provisionedRoles: older })).role).toMatchObject({
      value: {
        attachedPolicyArns: ["arn:aws:iam::aws:policy/Old"],
        inlinePolicies: { AwsSSOInlinePolicy: "{}" },
      },
    });
  });

  test.each([
    { what: "of another set", set: "Admin", roles: provisionedRoles },
    { what: "that is missing", set: "ReadOnly", roles: [{ ...provisionedRoles[0], isRolePresent: false }] },
  ])("a role $what is null", async ({ set, roles }) => {
    expect((await iamOf({ ...account({}), provisionedRoles: roles }, set)).role).toMatchObject({ value: null });
  });

  test("the SAML provider is there with the first role, unless somebody deleted it", async () => {
    const providers = async (iam: object, roles: readonly object[]) => {
      const { samlProviderArns } = await iamOf({ ...account({ iam }), provisionedRoles: roles });
      return samlProviderArns.state === "known"
        ? samlProviderArns.value.map((arn) => arn.split("/")[1])
        : samlProviderArns;
    };
    expect(await providers({}, provisionedRoles)).toEqual([expect.stringMatching(/^AWSSSO_.*_DO_NOT_DELETE$/)]);
    expect(await providers({}, [])).toEqual([]);
    expect(await providers({ identityCenterSamlProvider: "missing" }, provisionedRoles)).toEqual([]);
  });

  test("the service-linked role, and IAM's quotas", async () => {
    const plain = await iamOf(account({}));
    expect(plain.hasServiceLinkedRole).toMatchObject({ value: true });
    expect(plain.summary).toMatchObject({ value: { roles: 2, rolesQuota: 1000, policiesPerRoleQuota: 10 } });
    const changed = await iamOf(
      account({ iam: { serviceLinkedRole: "missing", quotas: { roles: 2000, attachedPoliciesPerRole: 20 } } }),
    );
    expect(changed.hasServiceLinkedRole).toMatchObject({ value: false });
    expect(changed.summary).toMatchObject({ value: { rolesQuota: 2000, policiesPerRoleQuota: 20 } });
  });

  test("an account that the document lacks is not looked at", async () => {
    const { reader } = open({ accounts: [], assignments: [] });
    expect((await reader.accountIam(SANDBOX, "ReadOnly")).state).toBe("unread");
  });
});

describe("texts of policies", () => {
  const Guard = { name: "Guard", path: "/a/", document: "{}" };

  test("of the account, by name and path; those of AWS are in no document", async () => {
    const { reader } = open(account({ customerManagedPolicies: [Guard] }));
    const read = (arn: string) => reader.policyText(SANDBOX, arn);
    expect(await read(`arn:aws:iam::${SANDBOX}:policy/a/Guard`)).toMatchObject({ value: { text: "{}" } });
    expect(await read(`arn:aws:iam::${SANDBOX}:policy/Guard`)).toMatchObject({ state: "known", value: null });
    expect((await read("arn:aws:iam::aws:policy/ReadOnlyAccess")).state).toBe("unread");
  });
});

describe("the organization's policies", () => {
  const organization = {
    organizationalUnits: [{ id: "ou-ab12-workload", name: "Workloads" }],
    accounts: [{ id: SANDBOX, name: "sandbox", parent: "ou-ab12-workload" }],
    assignments: [],
  };
  const levels = async (more: object = {}) => {
    const found = await open({ ...organization, ...more }).reader.policyLevels(SANDBOX, "SERVICE_CONTROL_POLICY");
    return found.state === "known" ? found.value : [];
  };

  test("from the root down, with AWS's own on each level", async () => {
    const found = await levels();
    expect(found.map(({ target }) => target)).toEqual([expect.stringMatching(/^r-/), "ou-ab12-workload", SANDBOX]);
    expect(found.map(({ policies }) => policies.map(({ name }) => name))).toEqual([
      ["FullAWSAccess"],
      ["FullAWSAccess"],
      ["FullAWSAccess"],
    ]);
  });

  test("none of a type that is not enabled", async () => {
    const found = await levels({ organization: { managementAccountId: "123456789012", policyTypes: [] } });
    expect(found.flatMap(({ policies }) => policies)).toEqual([]);
  });
});

describe("attributes for access control", () => {
  test("the user's values; off where none are configured", async () => {
    const users = [{ userName: "alice@example.com", attributes: { Title: "Boss" } }];
    const configured = {
      instance: {
        accessControlAttributes: {
          sources: { title: "$" + "{path:title}", mail: "$" + "{path:email}", name: "$" + "{path:nickname}" },
        },
      },
    };
    const on = open({ users, groups: [], assignments: [], ...configured });
    expect(await on.reader.accessAttributes(on.home, on.store, userId("alice"))).toMatchObject({
      value: { isEnabled: true, values: { title: "Boss", mail: "alice@example.com", name: null } },
    });
    const off = open();
    expect(await off.reader.accessAttributes(off.home, off.store, userId("alice"))).toMatchObject({
      value: { isEnabled: false, values: {} },
    });
  });
});

test("content of a set; nothing of one that is gone", async () => {
  const { reader, home } = open({ permissionSets: [{ name: "ReadOnly", inlinePolicy: "{}" }], assignments: [] });
  expect(await reader.setContent(home, READ_ONLY)).toMatchObject({ value: { inlinePolicy: "{}", boundary: null } });
  expect(await reader.setContent(home, setFacts("Admin").arn)).toMatchObject({ value: { inlinePolicy: "" } });
});

test("events of the names that are asked for", async () => {
  const event = (eventName: string) => ({
    eventName,
    eventTime: "2026-09-14T08:00:00Z",
    eventSource: "sso.amazonaws.com",
  });
  const { reader } = open({ events: [event("DeleteUser"), event("CreateUser")] });
  expect(await reader.trail(["CreateUser"])).toMatchObject({ value: [{ name: "CreateUser" }] });
});

test("another record of the same person, and the Regions", async () => {
  const { reader, home, store } = open();
  expect(await reader.namesakeId(store, "userName", "BOB@example.com")).toMatchObject({ value: userId("bob") });
  expect(await reader.namesakeId(store, "emails.value", "BOB@example.com")).toMatchObject({ value: null });
  expect(await reader.instanceRegions(home)).toMatchObject({ value: ["us-east-1"] });
});
