/** Which causes become a plan, in which order its steps come, and what it promises. */
import { describe, expect, test } from "vitest";
import { ALICE, AT, EU, LEAVER, SANDBOX, US } from "../facts/grant/testing/grant-facts.ts";
import type { CauseId } from "../model/cause-ids.ts";
import type { DiagnosedCause, Diagnosis, Remedy } from "../model/diagnosis.ts";
import { planFor } from "./plan.ts";
import { apiRemedy, assign, entitle, entitled, join, leave, provision, unassign } from "./testing/touched.ts";

const remove = unassign({ principal: { type: "USER", id: LEAVER } });
const human: Remedy = { kind: "human", summary: "s", risk: "low", steps: [] };
const wait: Remedy = { kind: "wait", summary: "s", steps: [] };
const cause = (id: string, remedy: Remedy, more: Partial<DiagnosedCause> = {}): DiagnosedCause => ({
  id: id as CauseId,
  stage: "assignment",
  title: `title of ${id}`,
  confidence: "proved",
  summary: "",
  evidence: [],
  remedy,
  grant: { account: SANDBOX, permissionSet: "ReadOnly" },
  ...more,
});
const diagnosis = (causes: readonly DiagnosedCause[], more: Partial<Diagnosis> = {}): Diagnosis => ({
  schema: "idc-doctor/diagnosis/1",
  at: AT,
  question: {
    user: { asked: "alice", id: ALICE, userName: "alice@example.com", displayName: null },
    account: { asked: null, id: SANDBOX, name: null },
    permissionSet: { asked: null, arn: null, name: null },
    region: { asked: US, home: EU },
    askedBy: null,
  },
  verdict: "not-visible",
  causes,
  grants: [],
  paths: [],
  couldNotRead: [],
  additionalSources: [],
  notExamined: [],
  evidence: {},
  calls: { total: 0, rounds: 0, additional: 0, nameLookups: 0, byOperation: {} },
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

  test.each([human, wait])("a first cause that no API fixes: $kind", (remedy) => {
    const first = cause("a", remedy);
    expect(planned(first, cause("b", apiRemedy([assign()])))).toEqual({ kind: "no-api-remedy", cause: first });
  });

  test.each([
    "user-disabled",
    "user-not-found",
    "account-suspended",
    "account-closed",
    "account-pending-closure",
    "account-pending-activation",
    "account-not-in-organization",
    "delegated-admin-limit",
  ])("a condition that no assignment overcomes, behind the first: %s", (id) => {
    const blocking = cause(id, human);
    expect(planned(cause("a", apiRemedy([assign()])), cause("b", human), blocking)).toEqual({
      kind: "no-api-remedy",
      cause: blocking,
    });
    expect(planned(cause("a", apiRemedy([assign()])), cause(id, apiRemedy([provision()]))).kind).toBe("plan");
  });

  test.each(["b", "group-empty", "application-not-account", "account-instance-only"])(
    "another cause that a person must fix does not stop it: %s",
    (id) => {
      expect(steps(cause("a", apiRemedy([assign()])), cause(id, human))).toEqual([
        "1 create-account-assignment a: title of a",
      ]);
    },
  );
});

describe("steps", () => {
  test("provisioning follows a membership, and is named once", () => {
    expect(
      steps(
        cause("a", apiRemedy([join()])),
        cause("b", apiRemedy([provision()])),
        cause("c", apiRemedy([provision()])),
      ),
    ).toEqual(["1 create-group-membership a: title of a", "2 provision-permission-set b: title of b"]);
  });

  test("an assignment provisions by itself", () => {
    expect(steps(cause("a", apiRemedy([assign()])), cause("b", apiRemedy([provision()])))).toEqual([
      "1 create-account-assignment a: title of a",
    ]);
  });

  test("also one that removes something besides", () => {
    expect(steps(cause("a", apiRemedy([assign(), remove])), cause("b", apiRemedy([provision()])))).toEqual([
      "1 create-account-assignment a: title of a",
      "2 delete-account-assignment a: title of a",
    ]);
  });

  test("a second cause that does more than provision is not added", () => {
    expect(steps(cause("a", apiRemedy([join()])), cause("b", apiRemedy([provision(), assign()])))).toEqual([
      "1 create-group-membership a: title of a",
    ]);
  });

  test("what is removed comes last", () => {
    expect(steps(cause("a", apiRemedy([remove, assign(), join()])))).toEqual([
      "1 create-account-assignment a: title of a",
      "2 create-group-membership a: title of a",
      "3 delete-account-assignment a: title of a",
    ]);
  });

  test("each says what it is, in the instance's own Region", () => {
    const made = planned(cause("a", apiRemedy([assign()])));
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
      cause("a", apiRemedy([join()], ["x", "y"])),
      cause("b", human),
      cause("c", apiRemedy([provision()], ["y", "z"])),
    );
    expect(made).toMatchObject({
      kind: "plan",
      plan: {
        schema: "idc-doctor/plan/1",
        ...IDENTITY,
        region: "eu-west-1",
        promise: { userName: "alice@example.com", accountId: SANDBOX, permissionSetName: "ReadOnly" },
        cause: "a",
        warnings: ["x", "y", "z"],
      },
    });
  });

  test.each([
    { what: "a membership lets the person in", changes: [join()], expects: { expects: "access" } },
    { what: "so does one that ends", changes: [leave()], expects: { expects: "access" } },
    { what: "provisioning makes the access work", changes: [join(), provision()], expects: {} },
    { what: "an assignment as well", changes: [assign()], expects: {} },
  ])("promises what its steps can do: $what", ({ changes, expects }) => {
    const made = planned(cause("a", apiRemedy(changes)));
    expect(made.kind === "plan" && made.plan.promise).toStrictEqual({
      userName: "alice@example.com",
      accountId: SANDBOX,
      permissionSetName: "ReadOnly",
      ...expects,
    });
  });

  test("promises a role of account access manager by its name and ARN", () => {
    const { roleArn } = entitled();
    const remedy: Remedy = { kind: "api", summary: "s", risk: "medium", changes: [entitle()], notes: [], roleArn };
    const made = planned(cause("a", remedy));
    expect(made.kind === "plan" && made.plan.promise).toStrictEqual({
      userName: "alice@example.com",
      accountId: SANDBOX,
      permissionSetName: "Developer",
      roleArn,
    });
  });

  test("falls back to the first grant of the question, and to the Region that was asked", () => {
    const { question } = diagnosis([]);
    const made = planFor(
      diagnosis([cause("a", apiRemedy([assign()]), { grant: undefined })], {
        grants: [{ account: SANDBOX, permissionSet: null, verdict: "not-visible" }],
        question: { ...question, region: { asked: US, home: null } },
      }),
      IDENTITY,
    );
    expect(made).toMatchObject({
      plan: {
        region: "us-east-1",
        promise: { accountId: SANDBOX, permissionSetName: "" },
        steps: [{ command: expect.stringContaining("--region us-east-1") }],
      },
    });
  });

  test("cannot be made for nobody", () => {
    const one = cause("a", apiRemedy([assign()]), { grant: undefined });
    expect(() => planned(one)).toThrow("names its grant and its user");
    const { question } = diagnosis([]);
    const nobody = { question: { ...question, user: { ...question.user, userName: null } } };
    expect(() => planFor(diagnosis([cause("a", apiRemedy([assign()]))], nobody), IDENTITY)).toThrow(TypeError);
  });
});
