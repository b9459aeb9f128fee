/** Flags before environment before profile, and nothing malformed reaches the SDK. */
import { mkdtempSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { type ConnectionFlags, connectionOf, contextFor, type Environment, stateFolder } from "./connection.ts";
import { openReader } from "./open-reader.ts";

const none = mkdtempSync(join(tmpdir(), "idc-doctor-connection-"));
const connect = (flags: ConnectionFlags = {}, env: Environment = {}) =>
  connectionOf(flags, { IDC_DOCTOR_HOME: none, ...env });
const context = { now: () => new Date(0) } as Parameters<typeof contextFor>[1];

describe("the Region", () => {
  test.each([
    { what: "the flag", flags: { region: "eu-west-1" }, env: { AWS_REGION: "eu-west-2" }, region: "eu-west-1" },
    {
      what: "AWS_REGION",
      flags: {},
      env: { AWS_REGION: "eu-west-2", AWS_DEFAULT_REGION: "eu-west-3" },
      region: "eu-west-2",
    },
    { what: "AWS_DEFAULT_REGION", flags: {}, env: { AWS_DEFAULT_REGION: "eu-west-3" }, region: "eu-west-3" },
  ])("of $what", async ({ flags, env, region }) => {
    const connection = await connect(flags, env);
    expect([connection.aws.region, connection.isRegionGiven]).toEqual([region, true]);
  });

  test("that is malformed is refused", async () => {
    await expect(connect({ region: "Ireland" })).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("the endpoint", () => {
  const region = { region: "us-east-1" };

  test("of the flag before that of the environment", async () => {
    const env = { AWS_ENDPOINT_URL: "http://127.0.0.1:1" };
    expect((await connect(region, env)).aws.endpointUrl).toBe("http://127.0.0.1:1");
    expect((await connect({ ...region, endpointUrl: "https://x.example" }, env)).aws.endpointUrl).toBe(
      "https://x.example",
    );
  });

  test.each(["127.0.0.1:4747", "ftp://x", ""])("%o is none", async (endpointUrl) => {
    await expect(connect({ ...region, endpointUrl })).rejects.toMatchObject({
      code: "bad-input",
      next: expect.stringContaining("http://127.0.0.1:4747"),
    });
  });
});

test("attempts, time and cache", async () => {
  const { aws } = await connect({ region: "us-east-1" }, { IDC_DOCTOR_HOME: none });
  expect(aws).toMatchObject({ attempts: 4, timeout: 8000, cacheFolder: join(none, "cache") });
  expect((await connect({ region: "us-east-1", timeout: 50 })).aws.timeout).toBe(50);
});

test("AWS_MAX_ATTEMPTS is for questions and collections", async () => {
  const region = { region: "us-east-1" };
  expect((await connect(region, { AWS_MAX_ATTEMPTS: "2" })).aws).toMatchObject({ attempts: 2, collectionAttempts: 2 });
  expect((await connect(region, { AWS_MAX_ATTEMPTS: "" })).aws.collectionAttempts).toBeUndefined();
  for (const AWS_MAX_ATTEMPTS of ["0", "-1", "two", "1e9", "100"])
    await expect(connect(region, { AWS_MAX_ATTEMPTS })).rejects.toMatchObject({ code: "bad-input" });
});

test("the product's own files", () => {
  expect(stateFolder({ IDC_DOCTOR_HOME: none })).toBe(none);
  expect(stateFolder({})).toBe(join(homedir(), ".idc-doctor"));
});

describe("IDC_DOCTOR_PACE", () => {
  const unpaced = async (IDC_DOCTOR_PACE: string | undefined, endpointUrl?: string) =>
    (await connect({ region: "us-east-1", endpointUrl }, { IDC_DOCTOR_PACE })).aws.isUnpaced === true;

  test.each([
    { pace: undefined, endpoint: "http://127.0.0.1:4747", is: false },
    { pace: "", endpoint: "http://127.0.0.1:4747", is: false },
    { pace: "off", endpoint: "http://127.0.0.1:4747", is: true },
    { pace: "off", endpoint: "http://localhost/", is: true },
    { pace: "off", endpoint: "http://[::1]:80", is: true },
    { pace: "off", endpoint: undefined, is: false },
    { pace: "off", endpoint: "https://sso.example.com", is: false },
    { pace: "off", endpoint: "http://localhost.example.com", is: false },
    { pace: "off", endpoint: "http://127.0.0.1.example.com", is: false },
  ])("$pace at $endpoint: unpaced: $is", async ({ pace, endpoint, is }) => {
    expect(await unpaced(pace, endpoint)).toBe(is);
  });

  test("takes off only", async () => {
    await expect(unpaced("fast", "http://127.0.0.1:1")).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("a saved document", () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt: "2026-09-14T09:30:00Z",
    accounts: [],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const from = loaded.document;

  test("answers instead of AWS, at its own time", async () => {
    const connection = await connect({ region: "eu-west-1", from });
    const reader = openReader(connection, context);
    expect([reader.takenAt, reader.region]).toEqual(["2026-09-14T09:30:00Z", "eu-west-1"]);
    expect(contextFor(connection, context).now()).toEqual(new Date("2026-09-14T09:30:00Z"));
  });

  test("of AWS the time is now", async () => {
    const connection = await connect({ region: "us-east-1" });
    expect(openReader(connection, context).takenAt).toBeUndefined();
    expect(contextFor(connection, context)).toBe(context);
  });
});
