/** Which policy of the resource itself, which the tool does not read, could allow a call that the role's own policies do not allow. */
import { hasNoResource, isOnResource, serviceOf } from "./services.ts";

/**
 * Services whose resources have no policies that name principals (IAM User Guide, "AWS services that work with IAM", column
 * "Resource-based policies": No). The trust policies of IAM's roles decide actions of STS only.
 */
const WITHOUT_POLICIES: ReadonlySet<string> = new Set([
  "acm",
  "application-autoscaling",
  "athena",
  "autoscaling",
  "autoscaling-plans",
  "batch",
  "ce",
  "cloudformation",
  "cloudfront",
  "cloudwatch",
  "codecommit",
  "codedeploy",
  "codepipeline",
  "cognito-identity",
  "cognito-idp",
  "config",
  "directconnect",
  "ds",
  "ec2",
  "ecs",
  "eks",
  "elasticache",
  "elasticbeanstalk",
  "elasticloadbalancing",
  "elasticmapreduce",
  "globalaccelerator",
  "guardduty",
  "health",
  "iam",
  "identitystore",
  "lightsail",
  "rds",
  "route53",
  "shield",
  "sso",
  "sso-directory",
  "support",
  "swf",
  "tag",
  "transcribe",
  "translate",
  "workspaces",
]);

/** What AWS calls the policies of resources (each service's own guide). */
const NAMES: Readonly<Partial<Record<string, string>>> = {
  backup: "the vault access policy",
  ecr: "the repository policy",
  elasticfilesystem: "the file system policy",
  es: "the domain access policy",
  events: "the event bus policy",
  glacier: "the vault access policy",
  kms: "the key policy",
  s3: "the bucket policy",
  sns: "the topic policy",
  sqs: "the queue policy",
  sts: "the trust policy",
};

/** Actions that make the resource, which has no policy before (API reference of each service). */
const MAKES_ITS_RESOURCE =
  /^(?:s3:createbucket|sns:createtopic|lambda:createfunction|secretsmanager:createsecret|dynamodb:createtable|ecr:createrepository|logs:createloggroup)$/i;

/** Of STS the actions that take a role (IAM User Guide, "AWS services that work with IAM": trust policies). */
const ON_A_ROLE = /^sts:(?:assumerole|tagsession$|setsourceidentity$|setcontext$)/i;

export interface ResourceAsked {
  readonly action: string;
  readonly resource: string | undefined;
  readonly accountId: string;
}

/**
 * The policy as people look for it; undefined where none can allow by itself. In the same account either side is enough; of
 * another account both must allow (IAM User Guide, "Policy evaluation for requests within a single account", "Cross-account
 * policy evaluation logic").
 */
export function resourcePolicyThatMayAllow({ action, resource, accountId }: ResourceAsked): string | undefined {
  const service = serviceOf(action);
  if (WITHOUT_POLICIES.has(service) || hasNoResource(action) || MAKES_ITS_RESOURCE.test(action)) return undefined;
  if (service === "sts" && !ON_A_ROLE.test(action)) return undefined;
  if (resource === "*" && !isOnResource(action)) return undefined;
  const [, , , , owner = ""] = (resource ?? "").split(":");
  if (/^\d{12}$/.test(owner) && owner !== accountId) return undefined;
  const name = service === "s3" && owner !== "" ? undefined : NAMES[service];
  return `${name ?? "the resource-based policy"} of ${resource === undefined || resource === "*" ? "the resource" : resource}`;
}
