import { describe, expect, test } from "vitest";
import { connectionOf } from "./connection.ts";
import { connectionLike } from "./journaled-plan.ts";

const LAB = "http://127.0.0.1:4747";
const OTHER_LAB = "http://127.0.0.1:4748";
const begun = (endpointUrl: string | null) => ({
  plan: { id: "p-1" },
  connection: { region: "us-east-1", endpointUrl, profile: null, callerArn: null },
});
/** A command with these flags and an environment that says nothing. */
const named = (flags: { readonly endpointUrl?: string; readonly region?: string }) =>
  connectionOf(flags, { IDC_DOCTOR_HOME: "/nonexistent", AWS_CONFIG_FILE: "/nonexistent", AWS_ACCESS_KEY_ID: "1" });

describe("a plan goes on where it began", () => {
  test("at its own endpoint and in its Region, where the command names none", async () => {
    const { aws } = connectionLike(begun(LAB), await named({}));
    expect([aws.endpointUrl, aws.region]).toEqual([LAB, "us-east-1"]);
  });

  test("where the command names the same ones", async () => {
    const { aws } = connectionLike(begun(LAB), await named({ endpointUrl: LAB, region: "us-east-1" }));
    expect([aws.endpointUrl, aws.region]).toEqual([LAB, "us-east-1"]);
  });

  test("as fast as IDC_DOCTOR_PACE says for where it began, whether or not the command names the endpoint", async () => {
    const env = {
      IDC_DOCTOR_HOME: "/nonexistent",
      AWS_CONFIG_FILE: "/nonexistent",
      AWS_ACCESS_KEY_ID: "1",
      IDC_DOCTOR_PACE: "off",
    };
    const unpaced = async (flags: Parameters<typeof connectionOf>[0], began: string | null) =>
      connectionLike(begun(began), await connectionOf(flags, env)).aws.isUnpaced;
    expect(await unpaced({}, LAB)).toBe(true);
    expect(await unpaced({ endpointUrl: LAB }, LAB)).toBe(true);
    expect(await unpaced({}, null)).toBe(false);
    expect(connectionLike(begun(LAB), await named({})).aws.isUnpaced).toBe(false);
  });

  test.each([
    { what: "another endpoint", began: LAB, flags: { endpointUrl: OTHER_LAB }, says: LAB },
    { what: "an endpoint for a plan of AWS", began: null, flags: { endpointUrl: LAB }, says: "AWS itself" },
    { what: "another Region", began: null, flags: { region: "eu-west-1" }, says: "us-east-1" },
  ])("$what is refused", async ({ began, flags, says }) => {
    const connection = await named(flags);
    expect(() => connectionLike(begun(began), connection)).toThrow(`belongs to ${says}`);
  });
});
