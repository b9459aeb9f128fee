/** Which findings become steps, in which order, and what the one plan for all of them promises. */
import { describe, expect, test } from "vitest";
import { ADMIN, EU, LEAVER, PRODUCTION } from "../facts/grant/testing/grant-facts.ts";
import type { Remedy } from "../model/diagnosis.ts";
import type { Finding, FindingId } from "../model/finding.ts";
import { promisesOf } from "../model/plan.ts";
import { planForFindings } from "./scan-plan.ts";
import { apiRemedy, assign, join, provision, unassign } from "./testing/touched.ts";

const IDENTITY = { id: "p1", createdAt: "2026-09-14T09:31:00Z" };
const finding = (cause: string, remedy: Remedy): Finding => ({
  key: cause,
  cause: cause as FindingId,
  severity: "high",
  confidence: "proved",
  title: `title of ${cause}`,
  summary: "s",
  subject: {},
  affected: { users: 0, sample: [] },
  remedy,
});
const plan = (...findings: readonly Finding[]) => planForFindings(findings, EU, IDENTITY);
const steps = (...findings: readonly Finding[]) =>
  plan(...findings)?.steps.map(({ number, change, reason }) => `${number} ${change.kind} ${reason}`);
const orphan = unassign({ principal: { type: "USER", id: LEAVER } });
const human = finding("h", { kind: "human", summary: "s", risk: "low", steps: ["do it"] });
const wait = finding("w", { kind: "wait", summary: "s", steps: ["wait"] });

describe("without a finding that an API fixes there is no plan", () => {
  test.each([
    { what: "no finding", findings: [] },
    { what: "people must", findings: [human] },
    { what: "time must", findings: [wait] },
    { what: "an API would, with no change", findings: [finding("a", apiRemedy([], ["a note"]))] },
  ])("$what", ({ findings }) => {
    expect(plan(...findings)).toBeUndefined();
  });
});

describe("the plan", () => {
  test("has the identity, the Region and the schema, and promises nothing to a person", () => {
    const made = plan(
      human,
      finding("a", apiRemedy([provision({ accountId: PRODUCTION })])),
      finding("b", apiRemedy([assign()])),
    );
    expect(made).toMatchObject({
      schema: "idc-doctor/plan/1",
      ...IDENTITY,
      region: "eu-west-1",
      cause: "scan",
      warnings: [],
    });
    expect(made?.steps.map(({ command }) => command)).toEqual([
      expect.stringMatching(/^aws sso-admin provision-permission-set .* --region eu-west-1$/),
      expect.stringMatching(/^aws sso-admin create-account-assignment .* --region eu-west-1$/),
    ]);
  });

  test("promises nothing to a person, and adds before it removes", () => {
    const admin = provision({ permissionSetArn: ADMIN.arn, permissionSetName: ADMIN.name });
    const made = plan(finding("a", apiRemedy([unassign({ accountId: PRODUCTION }), admin])));
    expect(made && promisesOf(made)).toEqual([]);
    expect(made?.steps.map(({ change }) => change.kind)).toEqual([
      "provision-permission-set",
      "delete-account-assignment",
    ]);
  });

  test("warns of each thing once, of findings that are fixed only", () => {
    expect(
      plan(finding("a", apiRemedy([assign()], ["x", "y"])), human, finding("b", apiRemedy([orphan], ["y", "z"])))
        ?.warnings,
    ).toEqual(["x", "y", "z"]);
  });
});

describe("steps", () => {
  test("name the finding that they fix; what a person must fix is left out", () => {
    expect(
      steps(human, finding("a", apiRemedy([assign(), provision()])), wait, finding("b", apiRemedy([orphan]))),
    ).toEqual([
      "1 create-account-assignment a: title of a",
      "2 provision-permission-set a: title of a",
      "3 delete-account-assignment b: title of b",
    ]);
  });

  test("of all findings what adds comes first", () => {
    expect(steps(finding("a", apiRemedy([orphan])), finding("b", apiRemedy([assign()])))).toEqual([
      "1 create-account-assignment b: title of b",
      "2 delete-account-assignment a: title of a",
    ]);
  });

  test("one finding does not remove what another gives", () => {
    expect(steps(finding("a", apiRemedy([unassign()])), finding("b", apiRemedy([assign()])))).toEqual([
      "1 create-account-assignment b: title of b",
    ]);
  });
});

test("a finding that would change a group is a mistake", () => {
  for (const changes of [[join()], [assign(), join()], [join(), assign()]])
    expect(() => plan(finding("a", apiRemedy(changes)))).toThrow(TypeError);
});
