/** Names on the disk: kept for the next command, never a reason to fail. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { ADMIN, instance, READ_ONLY } from "../../facts/grant/testing/grant-facts.ts";
import { type AccountId, certain, parseAccountId } from "../../model/ids.ts";
import type { CachedAccount } from "./account-names.ts";
import { createNameCache } from "./name-cache.ts";

const { arn } = instance;
const FILE = "permission-set-names-ssoins-1234567890abcdef.json";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "idc-doctor-names-"));
});

test("without a folder names are kept for this command", () => {
  const cache = createNameCache(undefined);
  cache.remember(arn, READ_ONLY.arn, "ReadOnly");
  cache.save();
  expect(cache.nameOf(arn, READ_ONLY.arn)).toBe("ReadOnly");
  expect(cache.arnOf(arn, "ReadOnly")).toBe(READ_ONLY.arn);
  expect(cache.arnOf(arn, "readonly")).toBeUndefined();
});

describe("with a folder", () => {
  test("the next command knows them, and no draft is left", () => {
    const cache = createNameCache(join(folder, "deep", "cache"));
    cache.remember(arn, READ_ONLY.arn, "ReadOnly");
    cache.save();
    expect(createNameCache(join(folder, "deep", "cache")).nameOf(arn, READ_ONLY.arn)).toBe("ReadOnly");
    expect(readdirSync(join(folder, "deep", "cache"))).toEqual([FILE]);
  });

  test("nothing is written where nothing is new", () => {
    createNameCache(folder).save();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("what was forgotten is gone the next time", () => {
    const cache = createNameCache(folder);
    cache.remember(arn, READ_ONLY.arn, "ReadOnly");
    cache.remember(arn, ADMIN.arn, "Admin");
    cache.save();
    const second = createNameCache(folder);
    second.forget(arn, READ_ONLY.arn);
    second.save();
    const third = createNameCache(folder);
    expect([third.nameOf(arn, READ_ONLY.arn), third.nameOf(arn, ADMIN.arn)]).toEqual([undefined, "Admin"]);
  });

  test("a name at two ARNs is the later one's", () => {
    const cache = createNameCache(folder);
    cache.remember(arn, READ_ONLY.arn, "Same");
    cache.remember(arn, ADMIN.arn, "Same");
    cache.save();
    expect(createNameCache(folder).arnOf(arn, "Same")).toBe(ADMIN.arn);
  });

  test.each(["{", "null", "[]", '"x"', '{"not-an-arn":"a"}', `{"${READ_ONLY.arn}":3}`])(
    "a file with %s knows nothing",
    (text) => {
      writeFileSync(join(folder, FILE), text);
      const cache = createNameCache(folder);
      expect(cache.nameOf(arn, READ_ONLY.arn)).toBeUndefined();
      cache.remember(arn, READ_ONLY.arn, "ReadOnly");
      cache.save();
      expect(JSON.parse(readFileSync(join(folder, FILE), "utf8"))).toEqual({ [READ_ONLY.arn]: "ReadOnly" });
    },
  );

  test("a folder that cannot be written is no error", () => {
    writeFileSync(join(folder, "file"), "");
    const cache = createNameCache(join(folder, "file", "cache"));
    cache.remember(arn, READ_ONLY.arn, "ReadOnly");
    expect(() => cache.save()).not.toThrow();
  });
});

describe("aliases of accounts", () => {
  const [A, B] = ["111122223333", "222233334444"].map((id) => certain(parseAccountId(id))) as [AccountId, AccountId];
  const remembered = (...lists: readonly (readonly CachedAccount[])[]) => {
    for (const list of lists) {
      const cache = createNameCache(folder);
      cache.rememberAccounts(list);
      cache.save();
    }
    return createNameCache(folder);
  };

  test("stay through a list that does not tell them, and one of another organization", () => {
    const cache = remembered(
      [{ id: A, name: "play", alias: "acme-play" }],
      [{ id: A, name: "Play" }],
      [{ id: B, name: "till" }],
    );
    expect([cache.aliasOf(A), cache.aliasOf(B)]).toEqual(["acme-play", undefined]);
    expect(remembered([{ id: A, name: "Play" }]).accountsNamed("acme-play")).toEqual([A]);
  });

  test("end where they were taken away, or another account has them", () => {
    const first = [
      { id: A, name: "play", alias: "acme" },
      { id: B, name: "till", alias: null },
    ];
    expect(remembered(first, [{ id: A, name: "play", alias: null }]).aliasOf(A)).toBeNull();
    const cache = remembered(first, [{ id: B, name: "till", alias: "acme" }]);
    expect([cache.aliasOf(A), cache.aliasOf(B)]).toEqual([undefined, "acme"]);
  });

  test("of a damaged file nothing is known", () => {
    writeFileSync(join(folder, "account-aliases.json"), '{"111122223333":7,"x":"y"}');
    expect(createNameCache(folder).aliasOf(A)).toBeUndefined();
  });
});
