/** What an address tells of its instance: only forms that are AWS's own tell anything. */
import { describe, expect, test } from "vitest";
import { readStartUrl } from "./start-url.ts";

const INSTANCE = "ssoins-7223a1b2c3d4e5f6";
const nothing = {
  directoryId: undefined,
  partition: undefined,
  instanceId: undefined,
  region: undefined,
  otherSignIn: undefined,
};
const commercial = { ...nothing, partition: "aws" };
const gov = { ...nothing, partition: "aws-us-gov" };

describe("an address", () => {
  test.each([
    { url: "https://d-1234567890.awsapps.com/start", is: { ...commercial, directoryId: "d-1234567890" } },
    { url: "HTTPS://D-1234567890.AWSAPPS.COM/start#/", is: { ...commercial, directoryId: "d-1234567890" } },
    { url: "http://d-1234567890.awsapps.com:443/start?x=1", is: { ...commercial, directoryId: "d-1234567890" } },
    { url: "https://d-1234567890.awsapps.com", is: { ...commercial, directoryId: "d-1234567890" } },
    { url: "https://d-1234567890.awsapps.com?x", is: { ...commercial, directoryId: "d-1234567890" } },
    { url: "https://acme.awsapps.com/start", is: commercial },
    { url: "https://d-12345678901.awsapps.com/start", is: commercial },
    { url: "https://d-1234567890.awsapps.com.example.com/start", is: nothing },
    { url: "https://xd-1234567890.awsapps.com/start", is: commercial },
    { url: "https://awsapps.com/start", is: nothing },
    {
      url: `https://${INSTANCE}.portal.eu-west-1.app.aws`,
      is: { ...nothing, instanceId: INSTANCE, region: "eu-west-1" },
    },
    {
      url: "https://ins-7223a1b2c3d4e5f6.portal.eu-west-1.app.aws/",
      is: { ...nothing, instanceId: "ins-7223a1b2c3d4e5f6", region: "eu-west-1" },
    },
    { url: `https://${INSTANCE}.portal.eu-west-1.app.aws.example.com`, is: nothing },
    { url: `https://x${INSTANCE}.portal.eu-west-1.app.aws`, is: nothing },
    { url: `https://${INSTANCE}0.portal.eu-west-1.app.aws`, is: nothing },
    {
      url: `https://${INSTANCE}.us-east-1.portal.amazonaws.com/start`,
      is: { ...nothing, instanceId: INSTANCE, region: "us-east-1" },
    },
    {
      url: "https://ins-7223a1b2c3d4e5f6.us-east-1.portal.amazonaws.com",
      is: { ...nothing, instanceId: "ins-7223a1b2c3d4e5f6", region: "us-east-1" },
    },
    { url: `https://${INSTANCE}.us-east-1.portal.amazonaws.com.cn`, is: nothing },
    { url: `https://x${INSTANCE}.us-east-1.portal.amazonaws.com`, is: nothing },
    {
      url: "https://start.us-gov-home.awsapps.com/directory/d-1234567890",
      is: { ...gov, directoryId: "d-1234567890" },
    },
    {
      url: "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/D-1234567890/",
      is: { ...gov, directoryId: "d-1234567890" },
    },
    { url: "https://start.us-gov-home.awsapps.com/directory/d-1234567890/x", is: gov },
    { url: "https://start.us-gov-home.awsapps.com/x/directory/d-1234567890", is: gov },
    { url: "https://start.us-gov-home.awsapps.com", is: gov },
    { url: "https://other.us-gov-home.awsapps.com/directory/d-1234567890", is: gov },
    {
      url: "https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890",
      is: { ...nothing, partition: "aws-cn", directoryId: "d-1234567890" },
    },
    {
      url: "https://start.home.awsapps.cn/directory/d-1234567890",
      is: { ...nothing, partition: "aws-cn", directoryId: "d-1234567890" },
    },
    { url: "https://acme.awsapps.com/directory/d-1234567890", is: commercial },
    { url: "https://111122223333.signin.aws.amazon.com/console", is: { ...nothing, otherSignIn: "account" } },
    { url: "https://signin.amazonaws.cn/", is: { ...nothing, otherSignIn: "account" } },
    { url: "https://us-east-1.console.aws.amazon.com/", is: { ...nothing, otherSignIn: "account" } },
    { url: "https://mysignin.aws.amazon.com/", is: nothing },
    { url: "https://acme.okta.com/app", is: { ...nothing, otherSignIn: "identity provider" } },
    { url: "https://okta.com", is: { ...nothing, otherSignIn: "identity provider" } },
    { url: "https://notokta.com", is: nothing },
    { url: "https://okta.com.example.com", is: nothing },
    { url: "https://sso.example.com/start", is: nothing },
  ])("$url", ({ url, is }) => {
    expect(readStartUrl(url)).toEqual(is);
  });

  test.each([
    "acme.awsapps.com/start",
    "see https://acme.awsapps.com/start",
    "ftp://acme.awsapps.com",
    "https://",
    "https://user@acme.awsapps.com/start",
    "https://acme.awsapps.com:port/start",
    "https://acme.awsapps.com:123456/start",
    "",
  ])("%s is none", (text) => {
    expect(readStartUrl(text)).toBeUndefined();
  });
});
