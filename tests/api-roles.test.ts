/** Every route and every role, taken from the OpenAPI document: 401 and 403 where the role is missing, and nothing changes. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { openApiDocument } from "../src/api/openapi.ts";
import { routes } from "../src/api/routes/index.ts";
import { ROLES, type Role } from "../src/model/roles.ts";
import { type Served, serveForTest } from "./support/served.ts";

interface Operation {
  readonly "x-role": Role | "anyone";
  readonly "x-writes": boolean;
  readonly requestBody?: unknown;
}

const { paths } = openApiDocument(routes) as { readonly paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);
const withRole = operations.filter((operation) => operation["x-role"] !== "anyone");

const filledIn = (path: string): string =>
  path.replace("{organization}", "default").replace("{id}", "00000000-0000-4000-8000-000000000000");

let served: Served;
const tokens = new Map<Role | "elsewhere", string>();
beforeAll(async () => {
  served = await serveForTest({
    from: loadScene(join(import.meta.dirname, "../scenes/not-a-member.yaml")).document,
    needsSignIn: true,
  });
  for (const role of ROLES) tokens.set(role, await served.token(role));
  // A role in an organization that this server once had.
  const { text } = await served.team.store.tokens.make({
    name: "elsewhere",
    role: "approver",
    organization: "elsewhere",
    createdAt: new Date().toISOString(),
    expiresAt: new Date(Date.now() + 60_000).toISOString(),
  });
  tokens.set("elsewhere", text);
});
afterAll(() => served.close());

/** Everything that a request could have changed. */
async function kept(): Promise<string> {
  const { store, jobs } = served.team;
  return JSON.stringify([
    await store.audit.list({ organization: null, limit: 1000 }),
    await store.proposals.list("default", 100),
    await store.tokens.list(),
    // A job of a request that was allowed may end meanwhile.
    (await jobs.list({ organization: null, limit: 100 })).map(({ id }) => id),
    await store.findings.version("default"),
    await store.alerts.list("default", 100),
    (await store.snapshots.list("default", 100)).map(({ id }) => id),
  ]);
}

const body = (operation: Operation) => (operation.requestBody === undefined ? {} : { body: {} });

test("the table is a real one", () => {
  expect(withRole.length).toBeGreaterThan(15);
  expect(new Set(withRole.map((operation) => operation["x-role"]))).toEqual(new Set(ROLES));
  expect(operations.filter((operation) => operation["x-writes"] && operation["x-role"] === "anyone")).toEqual([
    expect.objectContaining({ path: "/auth/logout" }),
  ]);
});

const roleOf = (operation: Operation): Role => operation["x-role"] as Role;
const lowerRoles = withRole.flatMap((operation) =>
  ROLES.slice(0, ROLES.indexOf(roleOf(operation))).map((role) => ({ ...operation, role })),
);
const ofOrganizations = withRole.filter(({ path }) => path.includes("{organization}"));

test.each(withRole)(
  "$method $path: 401 without sign-in, with a wrong token, with a changed cookie",
  async (operation) => {
    const { method, path } = operation;
    const before = await kept();
    for (const headers of [{}, { authorization: "Bearer idcd_wrong-token" }, { cookie: "idc-doctor-session=AAAA" }]) {
      const { status, json } = await served.ask(method, filledIn(path), { ...body(operation), headers });
      expect([status, json.code]).toEqual([401, "sign-in-needed"]);
    }
    expect(await kept()).toBe(before);
  },
);

test.each(lowerRoles)("$method $path: 403 as $role", async (operation) => {
  const { method, path, role } = operation;
  const before = await kept();
  const token = tokens.get(role) ?? "";
  const { status, json } = await served.ask(method, filledIn(path), { ...body(operation), token });
  expect([status, json.code]).toEqual([403, "role-needed"]);
  expect(await kept()).toBe(before);
});

test.each(ofOrganizations)("$method $path: 403 with the role in another organization", async (operation) => {
  const { method, path } = operation;
  const before = await kept();
  const token = tokens.get("elsewhere") ?? "";
  expect((await served.ask(method, filledIn(path), { ...body(operation), token })).status).toBe(403);
  expect(await kept()).toBe(before);
});

test.each(withRole)("$method $path: with the role the request is looked at", async (operation) => {
  const { method, path } = operation;
  const token = tokens.get(roleOf(operation)) ?? "";
  const { status } = await served.ask(method, filledIn(path), { ...body(operation), token });
  expect([401, 403, 421, 500]).not.toContain(status);
});
