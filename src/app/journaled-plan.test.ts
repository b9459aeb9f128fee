import { describe, expect, test } from "vitest";
import type { JournaledPlan } from "../store/journal.ts";
import type { Connection } from "./connection.ts";
import { connectionLike } from "./journaled-plan.ts";

const LAB = "http://127.0.0.1:4747";
const begun = (endpointUrl: string | null) =>
  ({
    plan: { id: "p-1" },
    connection: { region: "us-east-1", endpointUrl, profile: null },
  }) as unknown as JournaledPlan;
const named = (aws: Partial<Connection["aws"]>, isRegionGiven = false) =>
  ({ aws: { region: "us-east-1", ...aws }, isRegionGiven }) as unknown as Connection;

describe("a plan goes on where it began", () => {
  test("its own endpoint and Region, where the command names none", () => {
    const { aws } = connectionLike(begun(LAB), named({ region: "eu-west-1" as Connection["aws"]["region"] }));
    expect([aws.endpointUrl, aws.region]).toEqual([LAB, "us-east-1"]);
  });

  test("the same ones, where the command names them", () => {
    expect(connectionLike(begun(LAB), named({ endpointUrl: LAB }, true)).aws.endpointUrl).toBe(LAB);
  });

  test.each([
    { what: "another endpoint", plan: begun(LAB), given: named({ endpointUrl: "http://127.0.0.1:4748" }), says: LAB },
    {
      what: "an endpoint for a plan of AWS",
      plan: begun(null),
      given: named({ endpointUrl: LAB }),
      says: "AWS itself",
    },
    {
      what: "another Region",
      plan: begun(null),
      given: named({ region: "eu-west-1" as Connection["aws"]["region"] }, true),
      says: "us-east-1",
    },
  ])("$what is refused", ({ plan, given, says }) => {
    expect(() => connectionLike(plan, given)).toThrow(`belongs to ${says}`);
  });
});
