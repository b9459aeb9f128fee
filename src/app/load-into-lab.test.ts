/** A document goes to a lab on this machine, and nowhere else. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import { loadIntoLab } from "./load-into-lab.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serving(status: number, headers: Readonly<Record<string, string>> = {}) {
  const got: string[] = [];
  const started = createServer((request, response) => {
    request.on("data", () => undefined);
    request.on("end", () => {
      got.push(`${request.method} ${request.url}`);
      response.writeHead(status, headers).end("why");
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  return { port: (started.address() as AddressInfo).port, got };
}

test.each(["127.0.0.1", "localhost"])("to %s, whatever path was given", async (host) => {
  const { port, got } = await serving(204);
  await loadIntoLab(documentWith(), `http://${host}:${port}/deep/start`);
  expect(got).toEqual(["PUT /_lab/document"]);
});

test.each([
  "https://127.0.0.1:1",
  "http://example.com",
  "http://127.0.0.1.example.com",
  "http://localhost@example.com",
  "127.0.0.1:4747",
  "",
])("not to %o", async (address) => {
  await expect(loadIntoLab(documentWith(), address)).rejects.toMatchObject({
    code: "bad-input",
    next: expect.stringContaining("only to loopback addresses"),
  });
});

describe("a server that is no lab", () => {
  test("says why it rejects the document", async () => {
    const { port } = await serving(404);
    await expect(loadIntoLab(documentWith(), `http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("rejected the document: 404 why"),
    });
  });

  test("may not lead anywhere else", async () => {
    const { port, got } = await serving(307, { location: "/elsewhere" });
    await expect(loadIntoLab(documentWith(), `http://127.0.0.1:${port}`)).rejects.toMatchObject({
      message: expect.stringContaining("No lab answered"),
    });
    expect(got).toHaveLength(1);
  });

  test("or is not there", async () => {
    const { port } = await serving(204);
    server?.close();
    await expect(loadIntoLab(documentWith(), `http://127.0.0.1:${port}`)).rejects.toMatchObject({
      next: expect.stringContaining("idc-doctor lab"),
    });
  });
});
