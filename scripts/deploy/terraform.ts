/** The generated files of the Terraform module: policies as templates, and the event pattern. */
import { EVENT_PATTERN } from "./event-pattern.ts";
import { PARTS, type Part, statementsOf } from "./policies.ts";

const PARTITION_IN_ARN = /^arn:aws:/;

/** Files by their path in the module; Terraform fills in `partition`. */
export function terraformFiles(): Readonly<Record<string, string>> {
  const policies = PARTS.map((part) => [`policies/${part}.json.tftpl`, policyTemplate(part)]);
  // Each module is copied by itself.
  const patterns = ["", "forward-events/"].map((folder) => [`${folder}event-pattern.json`, json(EVENT_PATTERN)]);
  return Object.fromEntries([...policies, ...patterns]);
}

const policyTemplate = (part: Part): string =>
  json({
    Version: "2012-10-17",
    Statement: statementsOf(part).map(({ Resource, ...statement }) => ({
      ...statement,
      Resource: inPartition(Resource),
    })),
  });

/** Of Terraform, not of JavaScript. */
const PARTITION = "arn:$" + "{partition}:";

const inPartition = (resource: string | readonly string[]): unknown =>
  typeof resource === "string" ? resource : resource.map((arn) => arn.replace(PARTITION_IN_ARN, PARTITION));

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
