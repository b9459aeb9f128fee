/** The words of an action, checked before anything is asked. */
import { describe, expect, test } from "vitest";
import { actionAsked, remarkOn } from "./action-asked.ts";

const refused = expect.objectContaining({ code: "bad-input" });

test("no action is none", () => {
  expect(actionAsked({})).toBeUndefined();
});

test.each([
  { words: { action: "s3:GetObject" }, asked: { action: "s3:GetObject", resource: undefined, region: undefined } },
  {
    words: { action: "s3:GetObject", resource: "*" },
    asked: { action: "s3:GetObject", resource: "*", region: undefined },
  },
  {
    words: { action: "execute-api:Invoke", resource: "arn:aws:s3:::bucket/*", actionRegion: "eu-west-1" },
    asked: { action: "execute-api:Invoke", resource: "arn:aws:s3:::bucket/*", region: "eu-west-1" },
  },
  {
    words: {
      action: "s3:GetObject",
      context: ["aws:SourceVpc=vpc-1", "aws:PrincipalTag/cost center = a=b; c ", "AWS:sourcevpc=vpc-2", "saml:aud="],
    },
    asked: {
      action: "s3:GetObject",
      resource: undefined,
      region: undefined,
      context: { "aws:SourceVpc": ["vpc-1", "vpc-2"], "aws:PrincipalTag/cost center": ["a=b; c"], "saml:aud": [""] },
    },
  },
])("$words", ({ words, asked }) => {
  expect(actionAsked(words)).toEqual(asked);
});

describe("is refused", () => {
  test.each([
    { resource: "arn:aws:s3:::bucket" },
    { actionRegion: "eu-west-1" },
    { action: "GetObject" },
    { action: "s3:*" },
    { action: "s3:Get Object" },
    { action: "s3:" },
    { action: "s3:GetObject", resource: "bucket" },
    { action: "s3:GetObject", resource: "arn:*:s3:::bucket" },
    { action: "s3:GetObject", resource: "arn:aws:s3" },
    { action: "s3:GetObject", actionRegion: "Ireland" },
    { context: ["aws:SourceVpc=vpc-1"] },
    { action: "s3:GetObject", context: ["vpc-1"] },
    { action: "s3:GetObject", context: ["SourceVpc=vpc-1"] },
    { action: "s3:GetObject", context: ["aws:SourceVpc"] },
    { action: "s3:GetObject", context: ["aws:=x"] },
  ])("%j", (words) => {
    expect(() => actionAsked(words)).toThrow(refused);
  });
});

test("a name that is likely misspelt is remarked on, and asked about all the same", () => {
  expect(remarkOn(actionAsked({ action: "s3:GetObjekt" }))).toBe(
    "No action s3:GetObjekt is known here: was s3:GetObject meant?",
  );
  expect(remarkOn(actionAsked({ action: "s3:GetObject" }))).toBeUndefined();
  expect(remarkOn(undefined)).toBeUndefined();
});
