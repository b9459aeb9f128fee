/** ARNs and addresses of the four partitions; a name that only looks like one of theirs is of the commercial one. */
import { expect, test } from "vitest";
import { certain, parseIdentityStoreId } from "./ids.ts";
import { accessPortalUrl, firstRegionOf, PARTITIONS, partitionInArn, partitionOf } from "./partition.ts";

const DIRECTORY = certain(parseIdentityStoreId("d-906ab1c2d3"));

test.each([
  { region: "eu-west-1", partition: "aws", portal: "https://d-906ab1c2d3.awsapps.com/start" },
  {
    region: "us-gov-east-1",
    partition: "aws-us-gov",
    portal: "https://start.us-gov-home.awsapps.com/directory/d-906ab1c2d3",
  },
  { region: "cn-northwest-1", partition: "aws-cn", portal: "https://start.home.awsapps.cn/directory/d-906ab1c2d3" },
  { region: "eusc-de-east-1", partition: "aws-eusc", portal: undefined },
])("$region is of $partition", ({ region, partition, portal }) => {
  expect(partitionOf(region)).toBe(partition);
  expect(accessPortalUrl(region, DIRECTORY)).toBe(portal);
});

test("an ARN tells its partition", () => {
  expect(partitionInArn("arn:aws-cn:sso:::instance/ssoins-7223a5d90e0exam1")).toBe("aws-cn");
});

test("the Region that is tried is of the same partition", () => {
  for (const partition of PARTITIONS) expect(partitionOf(firstRegionOf(partition))).toBe(partition);
});
