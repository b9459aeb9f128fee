/** Columns survive the store unchanged, and bytes that are wrong are refused in words, never believed. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { integersBlob, textsBlob } from "./blob-format.ts";
import { type Blobs, blobsToColumns, columnsToBlobs } from "./blobs.ts";
import { createColumnsBuilder } from "./columns-builder.ts";
import { buildOrganizationFacts } from "./facts.ts";
import { collectSmall } from "./testing/failing-collection.ts";
import { smallOrganizations } from "./testing/small-organization.ts";

const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);

const HOW = { walk: "pairs", provisionedBy: "account", membersBy: "group" } as const;
const collection = fc.tuple(smallOrganizations, fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }));
const columnsOf = ([truth, failures]: typeof collection extends fc.Arbitrary<infer T> ? T : never) =>
  collectSmall(truth, { ...HOW, isFailing: (read) => failures.includes(read) });

test(`what is written is read back (seed ${SEED})`, () => {
  void fc.assert(
    fc.property(collection, (drawn) => {
      const columns = columnsOf(drawn);
      expect(blobsToColumns(columnsToBlobs(columns))).toEqual({ kind: "ok", columns });
    }),
    { numRuns: 200, seed: SEED },
  );
});

test(`a changed, cut or lengthened blob is refused, or still builds facts (seed ${SEED})`, () => {
  let refused = 0;
  void fc.assert(
    fc.property(collection, fc.nat(), fc.nat(), fc.integer({ min: -3, max: 255 }), (drawn, which, where, value) => {
      const blobs: Record<string, Uint8Array> = { ...columnsToBlobs(columnsOf(drawn)) };
      const name = Object.keys(blobs)[which % Object.keys(blobs).length] ?? "";
      blobs[name] = damaged(blobs[name] ?? new Uint8Array(), where, value);
      const read = blobsToColumns(blobs);
      if (read.kind === "invalid") refused += 1;
      else expect(buildOrganizationFacts(read.columns).pairs.accounts.length).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 1000, seed: SEED },
  );
  expect(refused).toBeGreaterThan(300);
});

function damaged(blob: Uint8Array, where: number, value: number): Uint8Array {
  if (value === -1) return blob.slice(0, where % blob.length);
  if (value === -2) return Uint8Array.from([...blob, 0]);
  const copy = blob.slice();
  copy[where % blob.length] = value & 255;
  return copy;
}

const EMPTY = columnsToBlobs(createColumnsBuilder("ACTIVE").columns());

test.each<[string, Blobs, RegExp]>([
  ["a column that is missing", { instanceStatus: textsBlob([]) }, /accounts\.ids is missing/],
  ["a status that no instance has", { ...EMPTY, instanceStatus: textsBlob(["ASLEEP"]) }, /no status of an instance/],
  ["bytes of something else", { ...EMPTY, "accounts.ids": new Uint8Array(40) }, /accounts\.ids is no column/],
  ["another kind", { ...EMPTY, "accounts.ids": integersBlob(new Uint32Array(1)) }, /accounts\.ids does not hold texts/],
  ["another version", { ...EMPTY, "accounts.ids": versioned(2) }, /has version 2, this program reads 1/],
  ["columns of different lengths", { ...EMPTY, "accounts.names": textsBlob(["a"]) }, /columns of accounts differ/],
  ["a count that the bytes do not hold", { ...EMPTY, "memberships.users": counted(0xffffffff) }, /is cut/],
  ["a row outside of its table", withMembership(), /memberships\.groups holds 7 in row 0/],
  ["coverage that is not JSON", { ...EMPTY, coverage: textsBlob(["{"]) }, /coverage is not JSON/],
  ["coverage of another form", { ...EMPTY, coverage: textsBlob(["{}"]) }, /coverage does not have its form/],
])("%s", (_, blobs, words) => {
  const read = blobsToColumns(blobs);
  expect(read.kind === "invalid" ? read.problem : read.kind).toMatch(words);
});

function versioned(version: number): Uint8Array {
  const blob = textsBlob([]);
  new DataView(blob.buffer).setUint16(4, version);
  return blob;
}

function counted(rows: number): Uint8Array {
  const blob = integersBlob(new Uint32Array(1));
  new DataView(blob.buffer).setUint32(8, rows, true);
  return blob;
}

function withMembership(): Blobs {
  const one = integersBlob(Uint32Array.of(7));
  return { ...EMPTY, "memberships.groups": one, "memberships.users": one };
}
