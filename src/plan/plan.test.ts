/** Which causes become a plan, in which order its steps come, and what it promises. */
import { describe, expect, test } from "vitest";
import type { Change } from "../model/change.ts";
import type { DiagnosedCause, Diagnosis, Remedy } from "../model/diagnosis.ts";
import {
  certain,
  parseAccountId,
  parseGroupId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
  parseUserId,
} from "../model/ids.ts";
import { planFor } from "./plan.ts";

const ACCOUNT = certain(parseAccountId("111122223333"));
const US = certain(parseRegion("us-east-1"));
const EU = certain(parseRegion("eu-west-1"));
const userId = certain(parseUserId("11111111-2222-3333-4444-555555555555"));
const grant = {
  instanceArn: certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-1234567890abcdef")),
  accountId: ACCOUNT,
  permissionSetArn: certain(
    parsePermissionSetArn("arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef"),
  ),
  permissionSetName: "ReadOnly",
};
const assigned = { ...grant, principal: { type: "USER", id: userId }, principalName: "alice" } as const;
const create: Change = { kind: "create-account-assignment", ...assigned };
const LEAVER = certain(parseUserId("33333333-2222-3333-4444-555555555555"));
const remove: Change = { kind: "delete-account-assignment", ...assigned, principal: { type: "USER", id: LEAVER } };
const provision: Change = { kind: "provision-permission-set", ...grant };
const join: Change = {
  kind: "create-group-membership",
  identityStoreId: certain(parseIdentityStoreId("d-1234567890")),
  groupId: certain(parseGroupId("22222222-2222-3333-4444-555555555555")),
  groupName: "Developers",
  userId,
  userName: "alice",
};

const api = (changes: readonly Change[], notes: readonly string[] = []): Remedy => ({
  kind: "api",
  summary: "s",
  risk: "medium",
  changes,
  notes,
});
const human: Remedy = { kind: "human", summary: "s", risk: "low", steps: [] };
const wait: Remedy = { kind: "wait", summary: "s", steps: [] };
const cause = (id: string, remedy: Remedy, more: Partial<DiagnosedCause> = {}): DiagnosedCause => ({
  id,
  stage: "assignment",
  title: `title of ${id}`,
  confidence: "proved",
  summary: "",
  evidence: [],
  remedy,
  grant: { account: ACCOUNT, permissionSet: "ReadOnly" },
  ...more,
});
const diagnosis = (causes: readonly DiagnosedCause[], more: Partial<Diagnosis> = {}): Diagnosis => ({
  schema: "idc-doctor/diagnosis/1",
  at: "2026-09-14T09:30:00Z",
  question: {
    user: { asked: "alice", id: userId, userName: "alice@example.com", displayName: null },
    account: { asked: null, id: ACCOUNT, name: null },
    permissionSet: { asked: null, arn: null, name: null },
    region: { asked: US, home: EU },
    askedBy: null,
  },
  verdict: "not-visible",
  causes,
  grants: [],
  paths: [],
  couldNotRead: [],
  deeperSources: [],
  notExamined: [],
  evidence: {},
  calls: { total: 0, rounds: 0, deeper: 0, nameLookups: 0, byOperation: {} },
  ...more,
});
const IDENTITY = { id: "p1", createdAt: "2026-09-14T09:31:00Z" };
const planned = (...causes: readonly DiagnosedCause[]) => planFor(diagnosis(causes), IDENTITY);
const steps = (...causes: readonly DiagnosedCause[]) => {
  const made = planned(...causes);
  return made.kind === "plan"
    ? made.plan.steps.map(({ number, change, reason }) => `${number} ${change.kind} ${reason}`)
    : [];
};

describe("what becomes a plan", () => {
  test("no cause: nothing to do", () => {
    expect(planned()).toEqual({ kind: "nothing-to-do" });
  });

  test.each([human, wait])("a first cause that no API mends: $kind", (remedy) => {
    const first = cause("a", remedy);
    expect(planned(first, cause("b", api([create])))).toEqual({ kind: "no-api-remedy", cause: first });
  });

  test.each([
    "user-disabled",
    "user-not-found",
    "account-suspended",
    "account-not-in-organization",
    "delegated-admin-limit",
  ])("a condition that no assignment overcomes, behind the first: %s", (id) => {
    const blocking = cause(id, human);
    expect(planned(cause("a", api([create])), cause("b", human), blocking)).toEqual({
      kind: "no-api-remedy",
      cause: blocking,
    });
    expect(planned(cause("a", api([create])), cause(id, api([provision]))).kind).toBe("plan");
  });

  test("another cause that people must mend does not stop it", () => {
    expect(steps(cause("a", api([create])), cause("b", human))).toEqual(["1 create-account-assignment a: title of a"]);
  });
});

describe("steps", () => {
  test("provisioning follows a membership, and is named once", () => {
    expect(steps(cause("a", api([join])), cause("b", api([provision])), cause("c", api([provision])))).toEqual([
      "1 create-group-membership a: title of a",
      "2 provision-permission-set b: title of b",
    ]);
  });

  test("an assignment provisions by itself", () => {
    expect(steps(cause("a", api([create])), cause("b", api([provision])))).toEqual([
      "1 create-account-assignment a: title of a",
    ]);
  });

  test("also one that removes something besides", () => {
    expect(steps(cause("a", api([create, remove])), cause("b", api([provision])))).toEqual([
      "1 create-account-assignment a: title of a",
      "2 delete-account-assignment a: title of a",
    ]);
  });

  test("a second cause that does more than provision is not added", () => {
    expect(steps(cause("a", api([join])), cause("b", api([provision, create])))).toEqual([
      "1 create-group-membership a: title of a",
    ]);
  });

  test("what is removed comes last", () => {
    expect(steps(cause("a", api([remove, create, join])))).toEqual([
      "1 create-account-assignment a: title of a",
      "2 create-group-membership a: title of a",
      "3 delete-account-assignment a: title of a",
    ]);
  });

  test("each says what it is, in the instance's own Region", () => {
    const made = planned(cause("a", api([create])));
    expect(made.kind === "plan" && made.plan.steps[0]).toMatchObject({
      description: expect.stringContaining("Assign ReadOnly in account 111122223333 to user alice"),
      effects: [expect.stringContaining("adds: ReadOnly"), expect.any(String)],
      risk: "medium",
      command: expect.stringMatching(/^aws sso-admin create-account-assignment .* --region eu-west-1$/),
    });
  });
});

describe("the plan", () => {
  test("promises the grant of its cause, and warns of each thing once", () => {
    const made = planned(
      cause("a", api([join], ["x", "y"])),
      cause("b", human),
      cause("c", api([provision], ["y", "z"])),
    );
    expect(made).toMatchObject({
      kind: "plan",
      plan: {
        schema: "idc-doctor/plan/1",
        ...IDENTITY,
        region: "eu-west-1",
        promise: { userName: "alice@example.com", accountId: ACCOUNT, permissionSetName: "ReadOnly" },
        cause: "a",
        warnings: ["x", "y", "z"],
      },
    });
  });

  test("falls back to the first grant of the question, and to the Region that was asked", () => {
    const { question } = diagnosis([]);
    const made = planFor(
      diagnosis([cause("a", api([create]), { grant: undefined })], {
        grants: [{ account: ACCOUNT, permissionSet: null, verdict: "not-visible" }],
        question: { ...question, region: { asked: US, home: null } },
      }),
      IDENTITY,
    );
    expect(made).toMatchObject({
      plan: {
        region: "us-east-1",
        promise: { accountId: ACCOUNT, permissionSetName: "" },
        steps: [{ command: expect.stringContaining("--region us-east-1") }],
      },
    });
  });

  test("cannot be made for nobody", () => {
    const one = cause("a", api([create]), { grant: undefined });
    expect(() => planned(one)).toThrow("names its grant and its user");
    const { question } = diagnosis([]);
    const nobody = { question: { ...question, user: { ...question.user, userName: null } } };
    expect(() => planFor(diagnosis([cause("a", api([create]))], nobody), IDENTITY)).toThrow(TypeError);
  });
});
