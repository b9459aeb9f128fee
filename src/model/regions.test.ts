/** The list of Regions is complete, and a Region is looked for in its own partition only. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { certain, parseRegion } from "./ids.ts";
import { isOptIn, otherRegionsOf } from "./regions.ts";

const region = (name: string) => certain(parseRegion(name));
const all = (name: string) => [name, ...otherRegionsOf(region(name))].sort();

describe("the Regions", () => {
  test("are those of the SDK's partition data", () => {
    const path = "../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";
    const text = readFileSync(new URL(path, import.meta.url), "utf8");
    const named = [...new Set(text.match(/"[a-z]{2,4}(?:-[a-z]+)+-\d"/g))].map((name) => name.slice(1, -1));
    const isolated = /-iso/;
    const known = ["us-east-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"].flatMap(all);
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !isolated.test(name)).sort()).toEqual(known.sort());
  });

  test.each([
    { own: "eu-west-1", other: "ap-southeast-7", isThere: true },
    { own: "eu-west-1", other: "us-gov-west-1", isThere: false },
    { own: "us-gov-east-1", other: "us-gov-west-1", isThere: true },
    { own: "us-gov-east-1", other: "us-east-1", isThere: false },
    { own: "cn-north-1", other: "cn-northwest-1", isThere: true },
  ])("from $own, $other is looked at: $isThere", ({ own, other, isThere }) => {
    expect(otherRegionsOf(region(own)).includes(region(other))).toBe(isThere);
    expect(otherRegionsOf(region(own))).not.toContain(own);
  });

  test("that accounts must opt in to are known", () => {
    expect(["mx-central-1", "ap-east-2", "me-south-1"].map(isOptIn)).toEqual([true, true, true]);
    expect(["us-east-1", "eu-north-1", "us-gov-west-1"].map(isOptIn)).toEqual([false, false, false]);
  });
});
