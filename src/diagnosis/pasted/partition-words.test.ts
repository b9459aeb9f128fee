/** Texts of GovCloud, China and the European cloud are answered with what works there. */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const answerTo = (text: string): string => JSON.stringify(explainPasted(text));
const principal = (partition: string) =>
  `Invalid principal in policy: "AWS":"arn:${partition}:iam::111122223333:role/AWSReservedSSO_Admin_0123456789abcdef"`;

test.each(["aws-us-gov", "aws-cn", "aws-eusc"])("a principal of %s is corrected in its own partition", (partition) => {
  const answer = answerTo(principal(partition));
  expect(answer).toContain(`arn:${partition}:iam::111122223333:root`);
  expect(answer).toContain(
    `arn:${partition}:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*`,
  );
  expect(answer).not.toContain("arn:aws:");
});

test.each([
  ["cn-north-1", "https://console.amazonaws.cn/console/home"],
  ["us-gov-west-1", "https://console.amazonaws-us-gov.com/console/home"],
  ["eu-south-1", "https://console.aws.amazon.com/console/home"],
])("a relay state to %s is changed to a page of its console", (region, address) => {
  const answer = answerTo(
    `The relay state of the permission set opens the console in ${region}, where we have nothing.`,
  );
  expect(answer).toContain(address);
});

test("a refused AssumeRole in GovCloud is told of roles as they look there", () => {
  const answer = answerTo(
    "User: arn:aws-us-gov:iam::123456789012:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws-us-gov:iam::123456789012:role/aws-reserved/sso.amazonaws.com/ReadOnly",
  );
  expect(answer).toContain("arn:aws-us-gov:iam::123456789012:role/aws-reserved/");
  expect(answer).not.toContain("arn:aws:");
});

test("a text that names two partitions is answered as the commercial one", () => {
  const answer = answerTo(`${principal("aws")} in the copy of arn:aws-cn:iam::444455556666:role/Copy`);
  expect(answer).toContain("arn:aws:iam::111122223333:root");
});

test("the commercial partition is answered as ever", () => {
  expect(answerTo(principal("aws"))).toContain("arn:aws:iam::111122223333:root");
});
