/** Kept snapshots: their owner's alone, several organizations side by side, never an older one in the place of a newer. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { writtenForm } from "../model/organization-document/write.ts";
import { keptNamesPath, onlyNamesKept } from "./kept-names.ts";
import { type KeptSnapshots, keptSnapshots } from "./kept-snapshots.ts";
import type { OrganizationAt } from "./organization-file-name.ts";

const document = documentWith();
const instanceArn = document.instance?.arn ?? "";
const AWS = { instanceArn, endpointUrl: null };
const LAB = { instanceArn, endpointUrl: "http://127.0.0.1:4747" };
/** As a collector writes it. */
const collected: OrganizationDocument = { ...document, coverage: { walk: "pairs", blindSpot: null, gaps: [] } };
const later: OrganizationDocument = { ...document, takenAt: "2031-01-01T00:00:00.000Z" };

/** What is kept and can be used. */
const keptIn = (store: KeptSnapshots, organization: OrganizationAt = AWS) => {
  const found = store.read(organization);
  return found.kind === "kept" ? found : undefined;
};

const opened = () => {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-kept-"));
  return { folder, store: keptSnapshots(folder) };
};

test("what is kept is read again as it was, and its names", () => {
  const { folder, store } = opened();
  expect(store.read(AWS)).toEqual({ kind: "none" });
  store.keep(AWS, { document, generation: undefined });
  expect(keptIn(store)?.document).toEqual(document);
  expect(store.names(AWS)?.users.map(({ userName }) => userName)).toEqual(
    document.users.map(({ userName }) => userName),
  );
  expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual([0, 0]);
});

test("an endpoint's organization is not AWS's, although both have the same ARN", () => {
  const { store } = opened();
  store.keep(AWS, { document, generation: undefined });
  expect(store.read(LAB)).toEqual({ kind: "none" });
  store.keep(LAB, { document: later, generation: undefined });
  expect(keptIn(store)?.document.takenAt).toBe(document.takenAt);
  expect(keptIn(store, LAB)?.document.takenAt).toBe(later.takenAt);
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
  const mine = keptIn(store);
  store.keep(AWS, { document: later, generation: undefined });
  store.keep(AWS, {
    document: { ...document, takenAt: "2030-01-01T00:00:00.000Z" },
    generation: undefined,
    insteadOf: mine?.version,
  });
  expect(keptIn(store)?.document.takenAt).toBe(later.takenAt);
  store.keep(AWS, { document: collected, generation: "b", insteadOf: keptIn(store)?.version });
  expect(keptIn(store)?.generation).toBe("b");
  expect(keptIn(store)?.document.takenAt).toBe(document.takenAt);
});

test.each([
  ["", "it is empty"],
  ["{", "it is no whole JSON text"],
  ["[]", /^the document: an object is expected/],
  ['{"schema":"idc-doctor/organization/9"}', /^schema: /],
  ['{"users":[{"id":"__proto__"}]}', /./],
])("a damaged file (%s) is not taken for none: what is wrong is told, and it stays", (text, problem) => {
  const { store } = opened();
  store.keep(AWS, { document, generation: undefined });
  writeFileSync(store.path(AWS), text);
  writeFileSync(store.path(AWS).replace(/json$/, "names.json"), text);
  const found = store.read(AWS);
  expect(found).toMatchObject({ kind: "damaged", path: store.path(AWS) });
  expect(found.kind === "damaged" && found.problem).toEqual(
    typeof problem === "string" ? problem : expect.stringMatching(problem),
  );
  expect(store.names(AWS)).toBeUndefined();
  expect(readFileSync(store.path(AWS), "utf8")).toBe(text);
});

test.each(["", "{", "[]"])("names that are damaged (%s) or missing are made from the snapshot again", (text) => {
  const { store, folder } = opened();
  store.keep(AWS, { document: collected, generation: "a" });
  const file = keptNamesPath(folder, AWS);
  const whole = readFileSync(file, "utf8");
  writeFileSync(file, text);
  expect(store.read(AWS)).toMatchObject({ kind: "kept", generation: "a" });
  expect(readFileSync(file, "utf8")).toBe(whole);
  rmSync(file);
  expect(store.names(AWS)?.users).toHaveLength(document.users.length);
  expect(readFileSync(file, "utf8")).toBe(whole);
});

test("names of an earlier snapshot are made again", () => {
  const { store, folder } = opened();
  store.keep(AWS, { document, generation: undefined });
  const old = readFileSync(keptNamesPath(folder, AWS));
  store.keep(AWS, { document: later, generation: undefined });
  writeFileSync(keptNamesPath(folder, AWS), old);
  store.read(AWS);
  expect(store.names(AWS)?.takenAt).toBe(later.takenAt);
});

test("a file of another organization is damaged", () => {
  const { store } = opened();
  const other = { ...AWS, instanceArn: "arn:aws:sso:::instance/other" };
  writeFileSync(store.path(other), JSON.stringify(writtenForm(document)));
  expect(store.read(other)).toMatchObject({ kind: "damaged", problem: `it is of the instance ${instanceArn}` });
});

test("the only organization of an endpoint is found without its ARN, one among several is not", () => {
  const { store } = opened();
  expect(store.readOnly(null)).toEqual({ kind: "none" });
  store.rememberReached("one", AWS);
  store.keep(AWS, { document, generation: undefined });
  store.keep(LAB, { document: later, generation: undefined });
  expect(store.readOnly(null)).toMatchObject({ kind: "kept", document: { takenAt: document.takenAt } });
  expect(store.readOnly(LAB.endpointUrl)).toMatchObject({ kind: "kept", document: { takenAt: later.takenAt } });
  expect(store.readOnly("http://127.0.0.1:1")).toEqual({ kind: "none" });
  writeFileSync(store.path({ ...AWS, instanceArn: "arn:aws:sso:::instance/ssoins-fedcba9876543210" }), "{");
  expect(store.readOnly(null)).toEqual({ kind: "none" });
  writeFileSync(store.path(LAB), "{");
  expect(store.readOnly(LAB.endpointUrl)).toMatchObject({ kind: "damaged" });
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
