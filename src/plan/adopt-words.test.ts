/** A plan from a file may not say anything else than it does, and may give nobody else a role. */
import { describe, expect, test } from "vitest";
import { MANAGEMENT, SANDBOX, US } from "../facts/grant/testing/grant-facts.ts";
import { trustPolicy } from "../facts/grant/testing/second-road.ts";
import type { WrittenStep } from "../model/organization-document/written/plan.ts";
import { adoptPlan } from "./adopt.ts";
import { assign, join, provision, retrust, stepsOf } from "./testing/touched.ts";

const IDENTITY = { id: "p1", createdAt: "2026-09-14T09:31:00Z" };
const FIRST: WrittenStep = { change: join(), reason: "first" };
const adopted = (...changes: readonly WrittenStep[]) =>
  adoptPlan({ region: US, cause: "a", promises: [], changes }, IDENTITY);
const [made] = stepsOf(assign());

describe("the words of a step", () => {
  const step: WrittenStep = { change: assign(), reason: "second" };

  test.each([
    { what: "none", words: {} },
    { what: "the description", words: { description: made?.description } },
    { what: "the command", words: { command: made?.command } },
    { what: "both", words: { description: made?.description, command: made?.command } },
  ])("may be those of its change: $what", ({ words }) => {
    expect(adopted(FIRST, { ...step, ...words }).kind).toBe("plan");
  });

  test.each([
    { what: "the description, whatever the command", words: { description: "Harmless", command: made?.command } },
    { what: "the command, whatever the description", words: { description: made?.description, command: "true" } },
    { what: "an empty description", words: { description: "" } },
    { what: "an empty command", words: { command: "" } },
    { what: "the command for another Region", words: { command: made?.command.replace("us-east-1", "eu-west-1") } },
  ])("may not be others, and the step is told: $what", ({ words }) => {
    expect(adopted(FIRST, { ...step, ...words })).toEqual({
      kind: "contradiction",
      problem: "the description or the command of step 2 says something else than its change does",
    });
  });
});

describe("a trust policy", () => {
  const step = (change: WrittenStep["change"]): WrittenStep => ({ change, reason: "because" });

  test("may be the correction of the one that it replaces", () => {
    expect(adopted(FIRST, step(retrust())).kind).toBe("plan");
  });

  test.each([
    { what: "of another account", more: { after: trustPolicy({ sourceAccount: SANDBOX }) } },
    { what: "of another service", more: { after: trustPolicy({ service: "ec2.amazonaws.com" }) } },
    {
      what: "that leaves out a statement of the old one",
      more: { before: trustPolicy({ service: "ec2.amazonaws.com" }) },
    },
    {
      what: "of an application that the role does not name",
      more: { applicationArn: `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/2` },
    },
  ])("may not be one $what, and the step is told", ({ more }) => {
    expect(adopted(FIRST, step(provision()), step(retrust(more)))).toEqual({
      kind: "contradiction",
      problem: "step 3 sets a trust policy that idc-doctor does not make of the one that it replaces",
    });
  });
});
