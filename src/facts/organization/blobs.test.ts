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

test.each<{ readonly what: string; readonly blobs: Blobs; readonly words: RegExp }>([
  { what: "a column that is missing", blobs: { instanceStatus: textsBlob([]) }, words: /accounts\.ids is missing/ },
  {
    what: "a status that no instance has",
    blobs: { ...EMPTY, instanceStatus: textsBlob(["ASLEEP"]) },
    words: /no status of an instance/,
  },
  {
    what: "bytes of something else",
    blobs: { ...EMPTY, "accounts.ids": new Uint8Array(40) },
    words: /accounts\.ids is no column/,
  },
  {
    what: "another kind",
    blobs: { ...EMPTY, "accounts.ids": integersBlob(new Uint32Array(1)) },
    words: /accounts\.ids does not hold texts/,
  },
  {
    what: "another version",
    blobs: { ...EMPTY, "accounts.ids": versioned(2) },
    words: /has version 2, this program reads 1/,
  },
  {
    what: "columns of different lengths",
    blobs: { ...EMPTY, "accounts.names": textsBlob(["a"]) },
    words: /columns of accounts differ/,
  },
  {
    what: "a count that the bytes do not hold",
    blobs: { ...EMPTY, "memberships.users": counted(0xffffffff) },
    words: /is cut/,
  },
  { what: "a row outside of its table", blobs: withMembership(), words: /memberships\.groups holds 7 in row 0/ },
  { what: "coverage that is not JSON", blobs: { ...EMPTY, coverage: textsBlob(["{"]) }, words: /coverage is not JSON/ },
  {
    what: "coverage of another form",
    blobs: { ...EMPTY, coverage: textsBlob(["{}"]) },
    words: /coverage does not have its form/,
  },
])("$what", ({ blobs, words }) => {
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
