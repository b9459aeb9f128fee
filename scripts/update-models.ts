/** Writes `src/lab/models/*.json` from the API models that AWS ships in its CLI (Apache-2.0). `--check` compares only. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const PACKAGE = join(ROOT, "node_modules/@aws-cdk/asset-awscli-v1");
const TARGET = join(ROOT, "src/lab/models");
/** What the lab serves (design, section 5). */
const SERVICES = [
  "sso-admin",
  "identitystore",
  "sso",
  "sso-oidc",
  "organizations",
  "iam",
  "sts",
  "cloudtrail",
  "sqs",
  "events",
  "securityhub",
  "signin",
];
/** Of these services only what a watch, the module of deploy/ and a question about the console call, with the shapes that they need. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  sqs: [
    "ReceiveMessage",
    "DeleteMessage",
    "CreateQueue",
    "DeleteQueue",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListQueueTags",
    "SetQueueAttributes",
    "TagQueue",
    "UntagQueue",
  ],
  events: [
    "DeleteRule",
    "DescribeRule",
    "ListTagsForResource",
    "ListTargetsByRule",
    "PutRule",
    "PutTargets",
    "RemoveTargets",
    "TagResource",
    "UntagResource",
  ],
  securityhub: ["BatchImportFindings"],
  signin: [
    "DeleteConsoleAuthorizationConfiguration",
    "DeleteResourcePermissionStatement",
    "GetConsoleAuthorizationConfiguration",
    "GetResourcePolicy",
    "ListResourcePermissionStatements",
    "PutConsoleAuthorizationConfiguration",
    "PutResourcePermissionStatement",
  ],
};
/** A finding may describe a resource of every kind that AWS has; of these members only the first is served. */
const CUT_MEMBERS: Readonly<Record<string, readonly string[]>> = { ResourceDetails: ["Other"] };
/** Not in that package: written by hand from AWS's API references, and read as they are (NOTICE). */
const WRITTEN = ["account-access", "account-access-runtime", "iam-toolbox"] as const;
/** Prose and client-side hints that the lab has no use for. */
const DROPPED = new Set([
  "documentation",
  "documentationUrl",
  "synonym",
  "synonyms",
  "internalonly",
  "endpoint",
  "staticContextParams",
  "contextParam",
  "clientContextParams",
  "examples",
  "auth",
]);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `members` of a shape may well be called "documentation": only keywords of the model format are dropped. */
function stripped(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => stripped(item));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !DROPPED.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [
      key,
      stripped(item, !isNames && (key === "members" || key === "shapes" || key === "operations")),
    ]),
  );
}

type Members = Readonly<Record<string, Json>>;

/** The model with the wanted operations only, and the shapes that they refer to. */
function withOperations(service: string, operations: Members, shapes: Members): readonly [Members, Members] {
  const wanted = OPERATIONS[service];
  if (wanted === undefined) return [operations, shapes];
  const kept = Object.fromEntries(wanted.map((name) => [name, operations[name] ?? null]));
  const reached = new Map<string, Json>();
  const reach = (value: Json): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, item] of Object.entries(value))
      if (key === "shape" && typeof item === "string") reachShape(item);
      else reach(item as Json);
  };
  const reachShape = (name: string): void => {
    if (reached.has(name)) return;
    const shape = shapes[name] as Members;
    const cut = CUT_MEMBERS[name];
    const members = Object.entries((shape["members"] ?? {}) as Members).filter(([key]) => cut?.includes(key));
    const own: Json = cut === undefined ? shape : { ...shape, members: Object.fromEntries(members) };
    reached.set(name, own);
    reach(own);
  };
  reach(kept);
  return [kept, Object.fromEntries([...reached].sort(([a], [b]) => (a < b ? -1 : 1)))];
}

function readModels(): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "api-models-"));
  try {
    const data = "awscli/awscli/botocore/data";
    const wanted = SERVICES.flatMap((service) => [
      `${data}/${service}/*/service-2.json`,
      `${data}/${service}/*/paginators-1.json`,
    ]);
    execFileSync("unzip", ["-q", "-o", join(PACKAGE, "lib/layer.zip"), ...wanted, "-d", folder]);
    return new Map(
      SERVICES.map((service) => {
        const [date] = readdirSync(join(folder, data, service))
          .sort()
          .reverse();
        const read = (name: string): Record<string, Json> =>
          JSON.parse(readFileSync(join(folder, data, service, date ?? "", name), "utf8"));
        const { metadata, ...whole } = read("service-2.json");
        const [operations, shapes] = withOperations(
          service,
          whole["operations"] as Members,
          whole["shapes"] as Members,
        );
        const pages = read("paginators-1.json")["pagination"] as Members;
        const pagination = Object.fromEntries(Object.entries(pages).filter(([name]) => operations[name] !== undefined));
        const model = stripped({ metadata, operations, shapes, pagination } as Json);
        return [`${service}.json`, `${JSON.stringify(model, null, 1)}\n`];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function notice(): string {
  const { name, version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  return [
    "The JSON files in this folder are the API models of Amazon Web Services, without their documentation strings,",
    `taken from botocore inside the npm package ${name} ${version} (AWS CLI).`,
    "Of sqs.json, events.json, securityhub.json and signin.json only the operations that the lab serves are there, with their shapes.",
    "Copyright Amazon.com, Inc. or its affiliates. Licensed under the Apache License, Version 2.0:",
    "http://www.apache.org/licenses/LICENSE-2.0",
    "",
    `${WRITTEN.slice(0, -1)
      .map((name) => `${name}.json`)
      .join(", ")} and ${WRITTEN.at(-1)}.json are not in that package. account-access.json and`,
    "iam-toolbox.json describe the same shapes as the API models that Amazon Web Services publishes with its SDKs under the same licence,",
    "and count as derived from them; account-access-runtime.json and the operation GetRequestAuthorizationPolicy were written from the",
    "public API references. docs/aws-facts/account-access-manager.md and access-troubleshooter.md name what is inferred.",
    "",
    "patches.json holds our own corrections; the files that come from the package are never edited by hand.",
    "",
  ].join("\n");
}

const files = readModels().set("NOTICE", notice());
if (process.argv.includes("--check")) {
  const stale = [...files].filter(
    ([name, text]) => !existsSync(join(TARGET, name)) || readFileSync(join(TARGET, name), "utf8") !== text,
  );
  if (stale.length > 0) {
    process.stderr.write(
      `not what the package holds: ${stale.map(([name]) => name).join(", ")}; run \`npm run update-models\`\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const [name, text] of files) writeFileSync(join(TARGET, name), text);
}
