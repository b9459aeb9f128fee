/** Which tool made a recorded call. What CloudTrail records as `userAgent` is what the client sent: it says, and proves nothing. */
import { SCIM_SERVICE } from "../../model/service-principals.ts";

/** The first that fits: programs that use an SDK or the aws CLI name themselves before it. */
const TOOLS: readonly (readonly [pattern: RegExp, tool: string])[] = [
  [/idc-doctor/i, "idc-doctor"],
  [/terraform/i, "Terraform"],
  [/opentofu/i, "OpenTofu"],
  [/pulumi/i, "Pulumi"],
  [/cloudformation/i, "CloudFormation"],
  [/aws-cli/i, "aws CLI"],
  // CloudTrail user guide, record contents, `userAgent`: the console, or a browser that is signed in to it.
  [/^AWS Internal$|^(signin|console)\.amazonaws\.com$|^Mozilla\//, "console"],
  [/boto3|botocore/i, "boto3"],
  [/aws-sdk-?([\w-]+)/i, "an AWS SDK"],
];

/** Null where the event does not say, or names a program that is not known here. */
export function callingTool(event: Readonly<Record<string, unknown>>): string | null {
  if (event["eventSource"] === SCIM_SERVICE) return "SCIM";
  const agent = event["userAgent"];
  if (typeof agent !== "string") return null;
  return TOOLS.find(([pattern]) => pattern.test(agent))?.[1] ?? null;
}
