import { expect, test } from "vitest";
import { partitionOfText } from "./partition-words.ts";

test.each([
  ["arn:aws-us-gov:iam::1:x", "aws-us-gov"],
  ["in us-gov-east-1", "aws-us-gov"],
  ["in cn-north-1 and cn-northwest-1", "aws-cn"],
  ["portal.sso.amazonaws.com.cn", "aws-cn"],
  ["in eusc-de-east-1", "aws-eusc"],
  ["in eusc-de-northeast-2", "aws-eusc"],
  ["sso.amazonaws.eu", "aws-eusc"],
  // Nothing, and several, are the commercial one.
  ["words", "aws"],
  ["in eusc-de-eastern-region-1", "aws"],
  ["in eusc-d1-east-1", "aws"],
  ["in us-gov-east-1x", "aws"],
  ["in eu-west-1 and cn-north-1", "aws"],
  ["in ap-northeast-1 and cn-north-1", "aws"],
  ["in us-gov-east-1 and cn-north-1", "aws"],
])("%s: %s", (text, partition) => {
  expect(partitionOfText(text)).toBe(partition);
});
