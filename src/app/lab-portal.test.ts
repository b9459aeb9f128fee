/** A lab's portal over HTTP: loopback only, every page, and no error where nobody signs in. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { labPortalListing, labPortalToken } from "./lab-portal.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

interface Got {
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

/** A server that answers by path; what it got is written down. */
async function serving(answers: (got: Got) => { readonly status?: number; readonly body: unknown }) {
  const got: Got[] = [];
  const started = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const token = request.headers["x-amz-sso_bearer_token"];
      const one = { path: request.url ?? "", token: token?.toString(), body: Buffer.concat(chunks).toString() };
      got.push(one);
      const { status = 200, body } = answers(one);
      response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}`, got };
}

describe("a token", () => {
  test("of a user at the lab", async () => {
    const { url, got } = await serving(() => ({ body: { accessToken: "lab-token" } }));
    expect(await labPortalToken(url, "alice")).toBe("lab-token");
    expect(got).toMatchObject([{ path: "/_lab/tokens", body: '{"userName":"alice"}' }]);
  });

  test.each([
    { what: "somebody who cannot sign in", answer: { status: 404, body: { accessToken: "x" } } },
    { what: "an answer without a token", answer: { body: { other: 1 } } },
    { what: "an answer that is null", answer: { body: "null" } },
    { what: "an answer that is no JSON", answer: { body: "<html>" } },
  ])("none for $what", async ({ answer }) => {
    const { url } = await serving(() => answer);
    expect(await labPortalToken(url, "alice")).toBeUndefined();
  });

  test.each([
    undefined,
    "https://sso.us-east-1.amazonaws.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com/",
  ])("none at %s, which is not asked", async (endpoint) => {
    const asking = vi.spyOn(globalThis, "fetch");
    expect(await labPortalToken(endpoint, "alice")).toBeUndefined();
    expect(asking).not.toHaveBeenCalled();
    asking.mockRestore();
  });

  test("none where nobody listens", async () => {
    const { url } = await serving(() => ({ body: {} }));
    server?.close();
    expect(await labPortalToken(url, "alice")).toBeUndefined();
  });
});

describe("the listing", () => {
  test("accounts and sets of every page, in the portal's order", async () => {
    const { url, got } = await serving(({ path }) => {
      const query = new URL(path, "http://x").searchParams;
      if (path.startsWith("/assignment/accounts"))
        return query.has("next_token")
          ? { body: { accountList: [{ accountId: "2" }] } }
          : { body: { accountList: [{ accountId: "1" }], nextToken: "a&b" } };
      return { body: { roleList: [{ roleName: `set of ${query.get("account_id")}` }] } };
    });
    expect(await labPortalListing(url, "t")).toEqual([
      { accountId: "1", permissionSetName: "set of 1" },
      { accountId: "2", permissionSetName: "set of 2" },
    ]);
    expect(got.every(({ token }) => token === "t")).toBe(true);
    expect(got.some(({ path }) => path.includes("next_token=a%26b"))).toBe(true);
  });

  test("nothing", async () => {
    const { url } = await serving(() => ({ body: {} }));
    expect(await labPortalListing(url, "t")).toEqual([]);
  });

  test("an error is one", async () => {
    const { url } = await serving(() => ({ status: 500, body: {} }));
    await expect(labPortalListing(url, "t")).rejects.toThrow("500");
  });
});
