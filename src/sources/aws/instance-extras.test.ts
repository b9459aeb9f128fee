/** Attributes for access control with the values of one user, and the Regions of the instance. */
import { describe, expect, test } from "vitest";
import { ALICE, instance } from "../../facts/grant/testing/grant-facts.ts";
import { accessAttributes, instanceRegions } from "./instance-extras.ts";
import { fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

const { arn, identityStoreId: store } = instance;

describe("attributes for access control", () => {
  const configured = (Status: string) => ({
    Status,
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [
        { Key: "team", Value: { Source: [`\${path:enterprise.department}`] } },
        { Key: "title", Value: { Source: [`\${path:title}`] } },
      ],
    },
  });
  const user = { Extensions: { "aws:identitystore:enterprise": { department: "data" } } };
  const answers = { DescribeInstanceAccessControlAttributeConfiguration: configured("ENABLED"), DescribeUser: user };

  test("the user's values, null where there is none", async () => {
    const aws = fakeAws(answers);
    expect(await accessAttributes(aws.calling, arn, store, ALICE)).toMatchObject({
      value: { isEnabled: true, values: { team: "data", title: null } },
    });
    expect(JSON.stringify(aws.calling.log.evidence())).not.toContain('"data"');
  });

  test.each([
    { what: "not configured", answer: NOT_FOUND },
    { what: "being created", answer: configured("CREATION_IN_PROGRESS") },
    { what: "without attributes", answer: { Status: "ENABLED" } },
  ])("$what: off, and the user is not read", async ({ answer }) => {
    const aws = fakeAws({ DescribeInstanceAccessControlAttributeConfiguration: answer });
    expect(await accessAttributes(aws.calling, arn, store, ALICE)).toMatchObject({
      value: { isEnabled: false, values: {} },
    });
    expect(aws.asked).toHaveLength(1);
  });

  test.each(Object.keys(answers))("are unknown where %s is refused", async (operation) => {
    const { calling } = fakeAws({ ...answers, [operation]: REFUSED });
    expect((await accessAttributes(calling, arn, store, ALICE)).state).toBe("unknown");
  });
});

test("Regions, the primary one first", async () => {
  const { calling } = fakeAws({
    ListRegions: pages(
      { Regions: [{ RegionName: "eu-west-1", IsPrimaryRegion: false }, { RegionName: "eu-west-2" }] },
      { Regions: [{ RegionName: "us-east-1", IsPrimaryRegion: true }] },
    ),
  });
  expect(await instanceRegions(calling, arn)).toMatchObject({ value: ["us-east-1", "eu-west-1", "eu-west-2"] });
});
