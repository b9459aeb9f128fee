/** Applications of a user: each once, and not too many. */
import { expect, test } from "vitest";
import { ALICE, instance } from "../../facts/grant/testing/grant-facts.ts";
import { applicationsOf } from "./applications.ts";
import { fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const { arn } = instance;
const principal = { type: "USER", id: ALICE } as const;
const assigned = (...arns: string[]) => ({
  ApplicationAssignments: arns.map((ApplicationArn) => ({ ApplicationArn })),
});

test("each once, and no more than five described", async () => {
  const aws = fakeAws({
    ListApplicationAssignmentsForPrincipal: pages(assigned("1", "2", "1", "3"), assigned("4", "5", "6")),
    DescribeApplication: { Name: "App" },
  });
  const found = await applicationsOf(aws.calling, arn, principal);
  expect(found.state === "known" && found.value.map((one) => one.arn)).toEqual(["1", "2", "3", "4", "5"]);
  expect(aws.operations().filter((one) => one === "DescribeApplication")).toHaveLength(5);
});

test("none are described where there are none", async () => {
  const aws = fakeAws({ ListApplicationAssignmentsForPrincipal: {} });
  expect(await applicationsOf(aws.calling, arn, principal)).toEqual({ state: "known", value: [], evidence: ["e1"] });
});

test("one without a name goes by its ARN", async () => {
  const { calling } = fakeAws({
    ListApplicationAssignmentsForPrincipal: assigned("arn:app"),
    DescribeApplication: {},
  });
  expect(await applicationsOf(calling, arn, principal)).toMatchObject({
    value: [{ arn: "arn:app", name: "arn:app" }],
  });
});

test.each([{ operation: "ListApplicationAssignmentsForPrincipal" }, { operation: "DescribeApplication" }])(
  "are unknown where $operation is refused",
  async ({ operation }) => {
    const answers = { ListApplicationAssignmentsForPrincipal: assigned("1"), DescribeApplication: {} };
    const { calling } = fakeAws({ ...answers, [operation]: REFUSED });
    expect((await applicationsOf(calling, arn, principal)).state).toBe("unknown");
  },
);
