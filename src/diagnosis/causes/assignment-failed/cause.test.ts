/** Fires on a failed creation that would have reached the user; its remedy follows what AWS's reason proves. */
import { describe, expect, test } from "vitest";
import {
  ALICE,
  attachedUser,
  BOB,
  DEVELOPERS,
  failed,
  request,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants, NO_SUCH_POLICY, OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { assignmentFailed } from "./cause.ts";

const facts = brokenGrants["assignment-failed"];
const because = (failureReason: string | undefined) =>
  unassignedFacts({ requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason })]) });

describe("assignment-failed", () => {
  test("shows the reason verbatim and assigns again in an active account", () => {
    const cause = diagnosedBy(assignmentFailed, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e12"],
      remedy: {
        kind: "api",
        changes: [{ kind: "create-account-assignment", principal: { type: "USER", id: ALICE } }],
      },
    });
    expect(cause?.summary).toContain(OUT_OF_REACH);
  });

  test.each([
    { why: "a text nobody has proved", text: "Received a 409 status error: something new", kind: "api" },
    { why: "no text", text: undefined, kind: "api" },
    { why: "an internal fault", text: "An unexpected internal service exception was encountered", kind: "api" },
    { why: "a missing policy, in an account that was not read", text: NO_SUCH_POLICY, kind: "api" },
    {
      why: "a missing assignee",
      text: "Received a 404 status error: the USER assignee 906ab1c2d3-99998888-3333-4444-5555-666677778888 was not found in directory d-1234567890.",
      kind: "human",
    },
  ])("$why leads to the right kind of remedy", ({ text, kind }) => {
    const cause = diagnosedBy(assignmentFailed, because(text));
    expect(cause?.remedy.kind).toBe(kind);
    expect(cause?.summary).toContain(text ?? "AWS gives no reason");
  });

  test("names the IAM action that the one who assigns lacks", () => {
    const text =
      "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::123456789012:assumed-role/r/s is not authorized to perform: iam:UpdateSAMLProvider on resource: arn:aws:iam::123456789012:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE because no identity-based policy allows the iam:UpdateSAMLProvider action";
    const remedy = diagnosedBy(assignmentFailed, because(text))?.remedy;
    expect(remedy).toMatchObject({
      kind: "api",
      notes: expect.arrayContaining([expect.stringContaining("iam:UpdateSAMLProvider")]),
    });
  });

  test("does not try again in an account that is closed or whose state is unknown", () => {
    const suspended = { ...facts, account: known({ ...sandbox, state: "SUSPENDED" as const }) };
    expect(diagnosedBy(assignmentFailed, suspended)?.remedy.kind).toBe("human");
    expect(diagnosedBy(assignmentFailed, { ...facts, account: failed() })?.remedy.kind).toBe("human");
    expect(diagnosedBy(assignmentFailed, { ...facts, account: unread("no right") })?.remedy.kind).toBe("human");
  });

  test("assigns the group again that the request named: the access comes back by its own road", () => {
    const principal = { type: "GROUP", id: DEVELOPERS } as const;
    const requests = known([
      request({ kind: "create-assignment", status: "FAILED", principal, principalName: "Developers" }),
    ]);
    const cause = diagnosedBy(assignmentFailed, unassignedFacts({ requests }));
    expect(cause?.summary).toContain(`group ${DEVELOPERS}`);
    expect(cause?.remedy).toMatchObject({
      summary: `Assign ReadOnly in sandbox (111122223333) to group Developers (${DEVELOPERS}) again`,
      changes: [{ principal, principalName: "Developers" }],
    });
  });

  test("provisions where the failed assignment is listed all the same", () => {
    const cause = diagnosedBy(assignmentFailed, { ...facts, attached: known([attachedUser()]) });
    expect(cause?.remedy).toMatchObject({ kind: "api", changes: [{ kind: "provision-permission-set" }] });
  });

  test("is possible where the request names a group that the directory does not have", () => {
    const lost = request({
      kind: "create-assignment",
      status: "FAILED",
      principal: { type: "GROUP", id: DEVELOPERS },
      failureReason: `Received a 404 status error: the GROUP assignee ${DEVELOPERS} was not found in directory d-1234567890.`,
    });
    const cause = diagnosedBy(assignmentFailed, unassignedFacts({ groupIds: known([]), requests: known([lost]) }));
    expect(cause).toMatchObject({ confidence: "possible", remedy: { kind: "human" } });
  });

  test.each([
    { why: "the grant works", silent: workingFacts({ requests: facts.requests }) },
    {
      why: "the request was for somebody else",
      silent: unassignedFacts({
        requests: known([
          request({ kind: "create-assignment", status: "FAILED", principal: { type: "USER", id: BOB } }),
        ]),
      }),
    },
    {
      why: "a younger request runs",
      silent: unassignedFacts({
        requests: known([
          request({ kind: "create-assignment", status: "IN_PROGRESS" }),
          request({ kind: "create-assignment", status: "FAILED" }),
        ]),
      }),
    },
    {
      why: "a deletion found nothing to delete",
      silent: because(
        "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{}",
      ),
    },
    { why: "the requests could not be read", silent: { ...facts, requests: failed() } },
    { why: "the requests were not read", silent: { ...facts, requests: unread("not needed") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(assignmentFailed, silent)).toBeUndefined();
  });
});
