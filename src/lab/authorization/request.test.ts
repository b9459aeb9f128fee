/** Values of condition keys that a call brings. */
import { expect, test } from "vitest";
import type { ServiceId } from "../services/operation.ts";
import { requestedRegion } from "./request.ts";

interface Row {
  readonly source: string;
  readonly service: ServiceId;
  readonly region: string;
  readonly expected: string;
}

const KEY = "IAM User Guide, AWS global condition context keys: aws:RequestedRegion";
const ORGANIZATIONS = "Organizations User Guide, Region support";
const CHINA = "Amazon Web Services in China, AWS Identity and Access Management";
const GOVCLOUD = "AWS GovCloud (US) User Guide, AWS Identity and Access Management";

test.each<Row>([
  { source: KEY, service: "iam", region: "eu-west-1", expected: "us-east-1" },
  { source: KEY, service: "organizations", region: "eu-west-1", expected: "us-east-1" },
  { source: KEY, service: "sso-admin", region: "eu-west-1", expected: "eu-west-1" },
  { source: KEY, service: "sts", region: "cn-north-1", expected: "cn-north-1" },
  { source: CHINA, service: "iam", region: "cn-northwest-1", expected: "cn-north-1" },
  { source: ORGANIZATIONS, service: "organizations", region: "cn-north-1", expected: "cn-northwest-1" },
  { source: GOVCLOUD, service: "iam", region: "us-gov-east-1", expected: "us-gov-west-1" },
  { source: ORGANIZATIONS, service: "organizations", region: "us-gov-east-1", expected: "us-gov-west-1" },
])("$source: $service in $region counts as called in $expected", ({ service, region, expected }) => {
  expect(requestedRegion(service, region)).toBe(expected);
});
