/** The shared repairs: what each says and changes, and that nothing is offered in an account that is not active. */
import { describe, expect, test } from "vitest";
import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import { accountIam, setContent } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  additional,
  attachedUser,
  BOB,
  failed,
  instance,
  LEAVER,
  MANAGEMENT,
  orphan,
  READ_ONLY,
  request,
  SANDBOX,
  sandbox,
  unassignedFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { known } from "../../model/reading.ts";
import { walkGrant } from "../path/walk-grant.ts";
import { OUT_OF_REACH } from "../testing/broken-grants.ts";
import { knownGrant } from "./reach.ts";
import { allowInManagementAccount, assignUser, createPolicy, provisionHere, remedyForFailure } from "./remedies.ts";

const walked = (more = {}) => {
  const grant = walkGrant(unassignedFacts(more));
  const of = knownGrant(grant);
  if (!of) throw new TypeError("everything is known in these facts");
  return [grant, of] as const;
};
const SUSPENDED = { account: known({ ...sandbox, state: "SUSPENDED" as const }) };
const IN_MANAGEMENT = { accountId: MANAGEMENT, account: known({ ...sandbox, id: MANAGEMENT, name: "management" }) };
const GRANT = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
};
const GROUPS_NOTE =
  "This gives the access to this one user. AWS recommends groups: where others need it too, assign a group instead.";
const accountFirst = (what: string) => ({
  kind: "human",
  summary: `Restore the account sandbox (${SANDBOX}) first`,
  risk: "high",
  steps: [
    `${what} cannot succeed while the account is not an active member of the organization.`,
    "Then run the command again.",
  ],
});

describe("an assignment", () => {
  test("for the user alone", () => {
    expect(assignUser(...walked())).toEqual({
      kind: "api",
      summary: `Assign ReadOnly in sandbox (${SANDBOX}) to alice.moreau@example.com (${ALICE})`,
      risk: "medium",
      changes: [
        {
          kind: "create-account-assignment",
          ...GRANT,
          principal: { type: "USER", id: ALICE },
          principalName: "alice.moreau@example.com",
        },
      ],
      notes: [GROUPS_NOTE],
    });
  });

  test("before the removal of others, each by its name where it has one", () => {
    const unnamed = { ...attachedUser(BOB), details: failed() };
    const remedy = assignUser(...walked(), {
      notes: ["first"],
      remove: [attachedUser(BOB, "bob"), orphan("USER"), unnamed],
    });
    expect(remedy).toMatchObject({
      summary: `Assign ReadOnly in sandbox (${SANDBOX}) to alice.moreau@example.com (${ALICE}), then remove the one of user bob (${BOB}) and user ${LEAVER} and user ${BOB}`,
      changes: [
        { kind: "create-account-assignment" },
        { kind: "delete-account-assignment", principal: { type: "USER", id: BOB }, principalName: "bob" },
        { kind: "delete-account-assignment", principal: { id: LEAVER }, principalName: LEAVER },
        { kind: "delete-account-assignment", principal: { id: BOB }, principalName: BOB },
      ],
      notes: ["first", GROUPS_NOTE],
    });
  });

  test("in the management account needs IAM permissions of one's own", () => {
    const remedy = assignUser(...walked(IN_MANAGEMENT));
    expect(remedy.kind === "api" && remedy.notes).toEqual([
      GROUPS_NOTE,
      expect.stringContaining("This is the management account"),
    ]);
  });

  test.each([SUSPENDED, { account: known(null) }])("is not offered in an account that is not active", (more) => {
    expect(assignUser(...walked(more)).kind).toBe("human");
  });

  test("waits for the account", () => {
    expect(assignUser(...walked(SUSPENDED))).toEqual(accountFirst("An assignment"));
  });
});

describe("provisioning", () => {
  test("of this one account", () => {
    expect(provisionHere(...walked(), ["note"])).toEqual({
      kind: "api",
      summary: `Provision ReadOnly in sandbox (${SANDBOX})`,
      risk: "medium",
      changes: [{ kind: "provision-permission-set", ...GRANT }],
      notes: ["note"],
    });
  });

  test("waits for the account", () => {
    expect(provisionHere(...walked(SUSPENDED), [])).toEqual(accountFirst("Provisioning"));
  });
});

const failureOf = (
  [grant, known]: ReturnType<typeof walked>,
  failed: { readonly request: RequestFacts; readonly again: "assign" | "provision" },
) => remedyForFailure(grant, { known, ...failed });

describe("after a failure", () => {
  const after = (failureReason: string | undefined, again: "assign" | "provision" = "assign", more = {}) =>
    failureOf(walked(more), {
      request: request({ kind: "create-assignment", status: "FAILED", failureReason }),
      again,
    });
  const MAY_FAIL =
    "Whether the reason of the failed request still applies could not be checked: this request may fail for the same reason. Fix that reason first if it does.";

  test("without a known reason once more: the assignment", () => {
    const remedy = after(undefined);
    expect(remedy).toMatchObject({ kind: "api", changes: [{ kind: "create-account-assignment" }] });
    expect(remedy.kind === "api" && remedy.notes).toEqual([
      "The failed request left no assignment, so this creates it.",
      MAY_FAIL,
      GROUPS_NOTE,
    ]);
  });

  test("without a known reason once more: the provisioning", () => {
    const remedy = after("EntitlementItem doesn't exist with the given entitlement key", "provision");
    expect(remedy).toMatchObject({ kind: "api", changes: [{ kind: "provision-permission-set" }] });
    expect(remedy.kind === "api" && remedy.notes).toEqual([
      "The failed request changed nothing that conflicts with this one.",
      "The reason of the failed request no longer applies.",
    ]);
  });

  test("in an account that is not active the account comes first", () => {
    expect(after(undefined, "assign", SUSPENDED)).toEqual(accountFirst("An assignment"));
    expect(after("Received a 404 status error: Not supported policy X", "provision", SUSPENDED)).toEqual(
      accountFirst("Provisioning"),
    );
  });

  test("of AWS in an active account: again, and what to check then", () => {
    const remedy = after(OUT_OF_REACH);
    expect(remedy.kind === "api" && remedy.notes[2]).toContain("AWSServiceRoleForSSO");
  });

  test("of AWS in an account whose state is unknown: look first", () => {
    expect(after(OUT_OF_REACH, "assign", { account: failed() })).toMatchObject({
      kind: "human",
      summary: `Look at the state of the account ${SANDBOX} first`,
      risk: "low",
      steps: [
        expect.stringContaining("suspended or closing"),
        expect.stringContaining(`describe-account --account-id ${SANDBOX}`),
      ],
    });
  });

  test.each([
    { type: "USER", word: "user" },
    { type: "GROUP", word: "group" },
  ])("for a $type that the directory does not have", ({ type, word }) => {
    const remedy = after(`the ${type} assignee ${LEAVER} was not found in directory d-1`);
    expect(remedy).toEqual({
      kind: "human",
      summary: `Assign a ${word} that the directory has, instead of ${LEAVER}`,
      risk: "medium",
      steps: [
        `The directory has no ${word} ${LEAVER}: it was deleted, created again under a new id, or has not been synced yet.`,
        "If it comes from an identity provider or from Active Directory, let it sync (Active Directory: add it to the sync scope), and take the new id.",
        `Then assign ReadOnly in sandbox (${SANDBOX}) to it and make sure that alice.moreau@example.com is a member, or assign it to alice.moreau@example.com alone.`,
      ],
    });
  });

  test("for a policy that the account still lacks: the policy first", () => {
    const iam = known(accountIam({ customerPolicies: known([]) }));
    const content = known(setContent({ customerManagedPolicies: [{ name: "Guard", path: "/" }] }));
    const remedy = after("Received a 404 status error: Not supported policy Guard.", "assign", {
      additional: additional({ iam, content }),
    });
    expect(remedy.summary).toContain("Create the customer managed policy Guard in");
  });

  test("for a policy whose account was not read, and for a right of the caller: again, with what to look at", () => {
    const unread = after("Received a 404 status error: Not supported policy Guard.");
    expect(unread).toMatchObject({ kind: "api", notes: expect.arrayContaining([MAY_FAIL]) });
    const caller = after("Received a 403 status error: Access denied by IAM");
    expect(caller).toMatchObject({ kind: "api", notes: expect.arrayContaining([expect.stringContaining("iam:")]) });
  });
});

describe("a missing policy", () => {
  test.each([
    {
      policy: { name: "Guard", path: "/team/" },
      summary: "Create the customer managed policy Guard in",
      command: "--policy-name Guard --path /team/",
    },
    {
      policy: { name: "Guard", path: undefined },
      summary: "Create the customer managed policy Guard in",
      command: "--policy-name Guard --path <Path>",
    },
    {
      policy: undefined,
      summary: "Create the customer managed policy in",
      command: "--policy-name <Name> --path <Path>",
    },
  ])("$policy", ({ policy, summary, command }) => {
    const remedy = createPolicy(...walked(), policy);
    expect(remedy.summary).toBe(`${summary} sandbox (${SANDBOX})`);
    expect(remedy.kind === "human" && remedy.steps).toEqual([
      expect.stringContaining(`--permission-set-arn ${READ_ONLY.arn}`),
      expect.stringContaining(command),
      expect.stringContaining("idc-doctor fix"),
    ]);
  });
});

test("a right in the management account is named where AWS names it", () => {
  const [grant] = walked(IN_MANAGEMENT);
  expect(allowInManagementAccount(grant, "iam:CreateRole").summary).toBe(
    `Give the caller who assigns iam:CreateRole in management (${MANAGEMENT})`,
  );
  const unnamed = allowInManagementAccount(grant, undefined);
  expect(unnamed.kind === "human" && unnamed.steps[1]).toContain("Allow them the action in AWS's reason on");
});
