/** Names of actions that are likely misspelt, and those of which nothing is said. */
import { expect, test } from "vitest";
import { misspeltAction } from "./known-actions.ts";

test.each([
  ["s3:GetObjekt", "s3:GetObject"],
  ["s3:GetObjects", "s3:GetObject"],
  ["s3:getobjekt", "s3:GetObject"],
  ["ec2:DescribeInstance", "ec2:DescribeInstances"],
  ["ec2:RunInstance", "ec2:RunInstances"],
  ["s3:DescribeInstances", "ec2:DescribeInstances"],
  ["dynamodb:GetItems", "dynamodb:GetItem"],
  ["dynamob:GetItem", "dynamodb:GetItem"],
  ["iam:PasRole", "iam:PassRole"],
  ["s3:GetObxexct", "s3:GetObject"],
])("%s: was %s meant?", (action, meant) => {
  expect(misspeltAction(action)).toBe(`No action ${action} is known here: was ${meant} meant?`);
});

test.each([
  ["s3:ListBuckets", "s3:ListAllMyBuckets"],
  ["s3:HeadObject", "s3:GetObject"],
  ["lambda:Invoke", "lambda:InvokeFunction"],
])("%s is a call, allowed by %s", (action, allowedBy) => {
  expect(misspeltAction(action)).toContain(`the action that allows it is ${allowedBy}.`);
});

test.each([
  "s3:GetObject",
  "S3:getobject",
  "s3:GetObxexcxt",
  "s3:Gxt",
  "dynamoo3:GetItem",
  ":GetItem",
  "s3:",
  "iam:PassRole",
  "sts:TagSession",
  "newservice:DoThings",
  "ec2:SomethingEntirelyNew",
  "bedrock:InvokeModel",
  "kms:ReEncryptTo",
  "sso:ListProfileAssociations",
])("nothing is said of %s", (action) => {
  expect(misspeltAction(action)).toBeUndefined();
});
