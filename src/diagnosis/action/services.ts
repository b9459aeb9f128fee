/** What services have in common that policies depend on: which ones resource control policies guard, and where global ones are called. */
import type { Partition } from "../../model/partition.ts";

/**
 * Organizations User Guide, "Resource control policies (RCPs)": "List of AWS services that support RCPs", 62 prefixes in the
 * page as of 26 September 2026. It grows, so that a service that is not on it is left open.
 */
const RESOURCE_CONTROLLED: ReadonlySet<string> = new Set([
  "aoss",
  "appconfig",
  "appstream",
  "autoscaling",
  "autoscaling-plans",
  "budgets",
  "clouddirectory",
  "cloudfront",
  "cloudsearch",
  "cloudtrail-data",
  "codeartifact",
  "codebuild",
  "codecommit",
  "codepipeline",
  "cognito-identity",
  "cognito-idp",
  "comprehend",
  "comprehendmedical",
  "compute-optimizer",
  "cost-optimization-hub",
  "dax",
  "dsql",
  "dynamodb",
  "ecr",
  "ecr-public",
  "events",
  "firehose",
  "fis",
  "fms",
  "gamelift",
  "health",
  "inspector-scan",
  "kendra",
  "kinesisvideo",
  "kms",
  "logs",
  "memorydb",
  "networkmonitor",
  "notifications",
  "opensearch",
  "pca-connector-ad",
  "personalize",
  "polly",
  "pricing",
  "resource-groups",
  "rolesanywhere",
  "s3",
  "secretsmanager",
  "servicediscovery",
  "signin",
  "sqs",
  "sts",
  "support",
  "swf",
  "textract",
  "timestream-influxdb",
  "transcribe",
  "transfer",
  "translate",
  "wafv2",
  "workspaces",
  "xray",
]);

export const serviceOf = (action: string): string => action.slice(0, action.indexOf(":")).toLowerCase();

/**
 * Actions that authorize no resource, of services whose resources control policies or policies of their own guard (Service
 * Authorization Reference, the table of actions of each service: no resource type). No list of all of them: one that is
 * missing here is decided like any other action.
 */
const WITHOUT_A_RESOURCE = new RegExp(
  `^(?:${[
    "cloudtrail:(?:lookupevents|describetrails|listtrails)",
    "dynamodb:(?:listtables|describelimits)",
    "ecr:getauthorizationtoken",
    "es:listdomainnames",
    "events:listeventbuses",
    "kinesis:liststreams",
    "kms:(?:createkey|listkeys|listaliases|listretirablegrants|generaterandom|\\w+customkeystores?)",
    "lambda:(?:listfunctions|getaccountsettings)",
    "organizations:(?:describeorganization|listaccounts|listroots)",
    "s3:(?:listallmybuckets|(?:get|put)accountpublicaccessblock)",
    "secretsmanager:(?:listsecrets|getrandompassword)",
    "sns:(?:listtopics|listsubscriptions)",
    "sqs:listqueues",
    "ssm:describeparameters",
  ].join("|")})$`,
  "i",
);

/** Actions that authorize a resource for certain, so that `*` leaves open which one (Service Authorization Reference). */
const WITH_A_RESOURCE =
  /^(?:s3:(?:(?:get|put|delete)object\w*|listbucket)|secretsmanager:(?:get|put|describe|update|delete)secret\w*|sqs:\w+message\w*|dynamodb:\w+item|kms:(?:decrypt|encrypt|generatedatakey\w*|reencrypt\w+|describekey)|sts:assumerole\w*)$/i;

export const hasNoResource = (action: string): boolean => WITHOUT_A_RESOURCE.test(action);

/** Whether the action is known to authorize a resource. */
export const isOnResource = (action: string): boolean => WITH_A_RESOURCE.test(action);

/** By its id an AWS managed key looks like a customer's; multi-Region keys are customers' (KMS Developer Guide, "AWS managed keys", "Multi-Region keys"). */
const mayBeKeyOfAws = (resource: string | undefined): boolean =>
  resource === undefined || /:key\/(?!mrk-)/.test(resource);

/** Only these authorize the alias itself (KMS Developer Guide, "Controlling access to aliases", "Specifying KMS keys in IAM policy statements"). */
const ON_ALIASES = /^kms:(?:create|update|delete)alias$/i;

/** An operation on a key that is named by an alias: policies are held against the key's ARN. */
export const isKeyByAlias = (action: string, resource: string | undefined): boolean =>
  /^arn:[^:]+:kms:[^:]*:[^:]*:alias\//.test(resource ?? "") && serviceOf(action) === "kms" && !ON_ALIASES.test(action);

export type ResourceControl = "guarded" | "spared" | "open" | "no resource" | "key of AWS";

/**
 * `key of AWS`: it may be an AWS managed key, which is spared; `guarded`: for certain; `spared`: never; `open`: the service is not on AWS's list as of today; `no resource`: the action authorizes one,
 * and which it is was not said.
 */
export function resourceControlOf(action: string, resource: string | undefined): ResourceControl {
  // The same page, "Resources and entities not restricted by RCPs": this action, AWS managed keys, and what authorizes no resource.
  if (action.toLowerCase() === "kms:retiregrant" || WITHOUT_A_RESOURCE.test(action)) return "spared";
  if (/^arn:[^:]+:kms:[^:]*:[^:]*:alias\/aws\//.test(resource ?? "")) return "spared";
  // Of a guarded service, what is missing in the list above may well authorize a resource, and `*` does not say which.
  if (resource === "*") return RESOURCE_CONTROLLED.has(serviceOf(action)) ? "no resource" : "spared";
  if (serviceOf(action) === "kms" && mayBeKeyOfAws(resource)) return "key of AWS";
  return RESOURCE_CONTROLLED.has(serviceOf(action)) ? "guarded" : "open";
}

/**
 * Services with one endpoint, whose calls are made in its Region (IAM User Guide, "aws:RequestedRegion"; General Reference, endpoints),
 * for each partition. Outside the commercial one only where a page says so: AWS GovCloud (US) User Guide and Getting Started with
 * Amazon Web Services in China, "IAM"; Organizations User Guide, "Region support".
 */
const ENDPOINTS: Readonly<Partial<Record<Partition, ReadonlyMap<string, string>>>> = {
  aws: new Map([
    ["budgets", "us-east-1"],
    ["ce", "us-east-1"],
    ["cloudfront", "us-east-1"],
    ["globalaccelerator", "us-west-2"],
    ["iam", "us-east-1"],
    ["networkmanager", "us-west-2"],
    ["organizations", "us-east-1"],
    ["route53", "us-east-1"],
    ["route53domains", "us-east-1"],
    ["shield", "us-east-1"],
    ["waf", "us-east-1"],
  ]),
  "aws-cn": new Map([
    ["iam", "cn-north-1"],
    ["organizations", "cn-northwest-1"],
  ]),
  "aws-us-gov": new Map([
    ["iam", "us-gov-west-1"],
    ["organizations", "us-gov-west-1"],
  ]),
};

export const globalRegionOf = (action: string, partition: Partition): string | undefined =>
  ENDPOINTS[partition]?.get(serviceOf(action));

/** Only the resource's own policy can give it (KMS Developer Guide, "Key policies"; IAM User Guide, "Roles terms": trust policy). */
export function neededResourcePolicy(action: string): string | undefined {
  // sts:SetContext: IAM User Guide, "AWS STS condition keys", and the trust policies of trusted identity propagation.
  if (/^sts:(?:assumerole|tagsession$|setsourceidentity$|setcontext$)/i.test(action)) return "the role's trust policy";
  // "Retiring and revoking grants" (KMS Developer Guide): the grant says who may retire it.
  if (action.toLowerCase() === "kms:retiregrant") return "the grant";
  return serviceOf(action) === "kms" && !WITHOUT_A_RESOURCE.test(action) ? "the key policy" : undefined;
}

/** "No permissions are required to perform this operation", not even where a policy denies it (STS API Reference). */
export const needsNoPermission = (action: string): boolean => action.toLowerCase() === "sts:getcalleridentity";
