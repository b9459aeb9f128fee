/** The history of the home Region and of us-east-1, where Organizations records. */
import { expect, test } from "vitest";
import { fakeAws, REFUSED } from "../../aws/testing/fake-calling.ts";
import { recordedSince } from "./changes-since.ts";

const since = new Date("2026-09-01T00:00:00Z");
const answers = { LookupEvents: { Events: [{ CloudTrailEvent: '{"eventID":"one"}' }] } };

test.each([
  { region: "eu-west-1", asked: ["eu-west-1", "us-east-1"] },
  { region: "us-east-1", asked: ["us-east-1"] },
])("at home in $region: $asked", async ({ region, asked }) => {
  const aws = fakeAws(answers, { region });
  const found = await recordedSince(aws.calling, since);
  expect(found.state === "known" && found.value).toHaveLength(asked.length);
  expect(aws.asked.map((one) => one.region)).toEqual(asked);
});

test("a refusal is unknown", async () => {
  expect((await recordedSince(fakeAws({ LookupEvents: REFUSED }).calling, since)).state).toBe("unknown");
});
