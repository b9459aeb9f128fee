/** Kept snapshots: their owner's alone, several organizations side by side, never an older one in the place of a newer. */
import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { onlyNamesKept } from "./kept-names.ts";
import { keptSnapshots } from "./kept-snapshots.ts";

const document = documentWith();
const instanceArn = document.instance?.arn ?? "";
const AWS = { instanceArn, endpointUrl: null };
const LAB = { instanceArn, endpointUrl: "http://127.0.0.1:4747" };
const later: OrganizationDocument = { ...document, takenAt: "2031-01-01T00:00:00.000Z" };

const opened = () => {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-kept-"));
  return { folder, store: keptSnapshots(folder) };
};

test("what is kept is read again as it was, and its names", () => {
  const { folder, store } = opened();
  expect(store.read(AWS)).toBeUndefined();
  store.keep(AWS, { document, generation: undefined });
  expect(store.read(AWS)?.document).toEqual(document);
  expect(store.names(AWS)?.users.map(({ userName }) => userName)).toEqual(
    document.users.map(({ userName }) => userName),
  );
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0, 0]);
});

test("an endpoint's organization is not AWS's, although both have the same ARN", () => {
  const { store } = opened();
  store.keep(AWS, { document, generation: undefined });
  expect(store.read(LAB)).toBeUndefined();
  store.keep(LAB, { document: later, generation: undefined });
  expect(store.read(AWS)?.document.takenAt).toBe(document.takenAt);
  expect(store.read(LAB)?.document.takenAt).toBe(later.takenAt);
});

test("the names of the only organization of an endpoint are found without its ARN, those of one among several are not", () => {
  const { folder, store } = opened();
  expect(onlyNamesKept(folder, null)).toBeUndefined();
  expect(onlyNamesKept(join(folder, "absent"), null)).toBeUndefined();
  store.keep(AWS, { document, generation: undefined });
  store.keep(LAB, { document: later, generation: undefined });
  expect(onlyNamesKept(folder, null)?.takenAt).toBe(document.takenAt);
  expect(onlyNamesKept(folder, LAB.endpointUrl)?.takenAt).toBe(later.takenAt);
  expect(onlyNamesKept(folder, "http://127.0.0.1:1")).toBeUndefined();
  const other = "arn:aws:sso:::instance/ssoins-fedcba9876543210";
  writeFileSync(
    join(folder, "ssoins-fedcba9876543210.names.json"),
    JSON.stringify({ ...store.names(AWS), instanceArn: other }),
  );
  expect(onlyNamesKept(folder, null)).toBeUndefined();
});

test("names in a file that is not of their instance are none", () => {
  const { folder, store } = opened();
  store.keep(AWS, { document, generation: undefined });
  writeFileSync(
    join(folder, readdirSync(folder).find((name) => name.endsWith(".names.json")) ?? ""),
    JSON.stringify({ ...store.names(AWS), instanceArn: "arn:aws:sso:::instance/ssoins-fedcba9876543210" }),
  );
  expect(onlyNamesKept(folder, null)).toBeUndefined();
});

test("a refresh does not take the place of what another process has kept meanwhile", () => {
  const { store } = opened();
  store.keep(AWS, { document, generation: undefined });
  const mine = store.read(AWS);
  store.keep(AWS, { document: later, generation: undefined });
  store.keep(AWS, {
    document: { ...document, takenAt: "2030-01-01T00:00:00.000Z" },
    generation: undefined,
    insteadOf: mine?.version,
  });
  expect(store.read(AWS)?.document.takenAt).toBe(later.takenAt);
  store.keep(AWS, { document, generation: "b", insteadOf: store.read(AWS)?.version });
  expect(store.read(AWS)?.generation).toBe("b");
  expect(store.read(AWS)?.document.takenAt).toBe(document.takenAt);
});

test.each(["", "{", "[]", '{"schema":"idc-doctor/organization/9"}', '{"users":[{"id":"__proto__"}]}'])(
  "a damaged file (%s) is none",
  (text) => {
    const { store } = opened();
    store.keep(AWS, { document, generation: undefined });
    writeFileSync(store.path(AWS), text);
    writeFileSync(store.path(AWS).replace(/json$/, "names.json"), text);
    expect(store.read(AWS)).toBeUndefined();
    expect(store.names(AWS)).toBeUndefined();
  },
);

test("a file of another organization is none", () => {
  const { store } = opened();
  store.keep(AWS, { document, generation: undefined });
  writeFileSync(store.path({ ...AWS, instanceArn: "arn:aws:sso:::instance/other" }), JSON.stringify(document));
  expect(store.read({ ...AWS, instanceArn: "arn:aws:sso:::instance/other" })).toBeUndefined();
});

test("a connection is remembered with the organization that it reached last", () => {
  const { store, folder } = opened();
  expect(store.reached("one")).toBeUndefined();
  store.rememberReached("one", AWS);
  store.rememberReached("two", LAB);
  store.rememberReached("one", LAB);
  expect([store.reached("one"), store.reached("two")]).toEqual([LAB, LAB]);
  writeFileSync(join(folder, "connections.json"), '[["one"],[1,{"instanceArn":2}],null,["two",{"instanceArn":"a"}]]');
  expect([store.reached("one"), store.reached("two")]).toEqual([undefined, { instanceArn: "a", endpointUrl: null }]);
});
