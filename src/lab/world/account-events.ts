/** What Identity Center does in accounts, as their event histories show it (facts 3.2, 5.3, 5.4). */
import type { AccountId } from "../../model/ids.ts";
import type { PermissionSetContent } from "../../model/organization-document/document.ts";
import { reservedRolePath } from "../../model/reserved-role.ts";
import type { EventRecord } from "./events.ts";
import { samlProviderName } from "./saml-provider.ts";
import type { World } from "./world.ts";

const SERVICE = "sso.amazonaws.com";

interface Done {
  readonly name: string;
  readonly accountId: AccountId;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly responseElements?: Readonly<Record<string, unknown>> | null;
}

/** In member accounts by the service-linked role's session `AWS-SSO`; in the management account by whoever asked (facts 3.2). */
function identityIn(world: World, accountId: AccountId): Readonly<Record<string, unknown>> {
  if (accountId === world.organization.managementAccountId) return { type: "Root", accountId, invokedBy: SERVICE };
  return {
    type: "AssumedRole",
    arn: `arn:aws:sts::${accountId}:assumed-role/AWSServiceRoleForSSO/AWS-SSO`,
    accountId,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        arn: `arn:aws:iam::${accountId}:role/aws-service-role/${SERVICE}/AWSServiceRoleForSSO`,
        accountId,
        userName: "AWSServiceRoleForSSO",
      },
    },
    invokedBy: SERVICE,
  };
}

function record(world: World, { name, accountId, requestParameters, responseElements }: Done): void {
  const event: EventRecord = {
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "iam.amazonaws.com",
    name,
    region: "us-east-1",
    recipientAccountId: accountId,
    isReadOnly: false,
    type: "AwsApiCall",
    userIdentity: identityIn(world, accountId),
    requestParameters,
    responseElements: responseElements ?? null,
    requestId: world.random.uuid(),
    sourceIPAddress: SERVICE,
    userAgent: SERVICE,
  };
  world.trail.record(event);
}

/** The first role of an account brings the SAML provider (facts 4.2). */
export function recordSamlProviderCreated(world: World, accountId: AccountId): void {
  const requestParameters = { name: samlProviderName(world), sAMLMetadataDocument: "<EntityDescriptor/>" };
  record(world, { name: "CreateSAMLProvider", accountId, requestParameters });
}

export function recordRoleCreated(
  world: World,
  accountId: AccountId,
  roleName: string,
  content: PermissionSetContent,
): void {
  const path = reservedRolePath(world.instance?.primaryRegion ?? "us-east-1");
  const requestParameters = { path, roleName, description: content.description, maxSessionDuration: 43_200 };
  record(world, { name: "CreateRole", accountId, requestParameters });
  recordRoleContent(world, accountId, roleName, content);
}

export function recordRoleContent(
  world: World,
  accountId: AccountId,
  roleName: string,
  content: PermissionSetContent,
): void {
  const own = content.customerManagedPolicies.map(({ name, path }) => `arn:aws:iam::${accountId}:policy${path}${name}`);
  for (const policyArn of [...content.managedPolicyArns, ...own])
    record(world, { name: "AttachRolePolicy", accountId, requestParameters: { roleName, policyArn } });
  if (content.inlinePolicy === "") return;
  const requestParameters = { roleName, policyName: "AwsSSOInlinePolicy", policyDocument: content.inlinePolicy };
  record(world, { name: "PutRolePolicy", accountId, requestParameters });
}

export function recordRoleDeleted(
  world: World,
  accountId: AccountId,
  roleName: string,
  policyArns: readonly string[],
): void {
  for (const policyArn of policyArns)
    record(world, { name: "DetachRolePolicy", accountId, requestParameters: { roleName, policyArn } });
  record(world, { name: "DeleteRole", accountId, requestParameters: { roleName } });
}

export interface Federation {
  readonly accountId: AccountId;
  readonly roleName: string;
  readonly userName: string;
  readonly accessKeyId: string;
  /** Seconds. */
  readonly duration: number;
}

/** Who took a role through the portal, in the account where it was taken (facts 5.4). */
export function recordAssumeRoleWithSaml(world: World, federation: Federation): void {
  const { accountId, roleName, userName } = federation;
  const region = world.instance?.primaryRegion ?? "us-east-1";
  const provider = `arn:aws:iam::${accountId}:saml-provider/${samlProviderName(world)}`;
  const roleArn = `arn:aws:iam::${accountId}:role${reservedRolePath(region)}${roleName}`;
  const nameQualifier = `lab${accountId}`;
  world.trail.record({
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "sts.amazonaws.com",
    name: "AssumeRoleWithSAML",
    region,
    recipientAccountId: accountId,
    isReadOnly: true,
    type: "AwsApiCall",
    userIdentity: {
      type: "SAMLUser",
      principalId: `${nameQualifier}:${userName}`,
      userName,
      identityProvider: nameQualifier,
    },
    requestParameters: {
      sAMLAssertionID: `_${world.random.uuid()}`,
      roleSessionName: userName,
      roleArn,
      principalArn: provider,
      durationSeconds: federation.duration,
    },
    responseElements: {
      credentials: { accessKeyId: federation.accessKeyId, sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      assumedRoleUser: { arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${userName}` },
      subject: userName,
      subjectType: "persistent",
      issuer: `https://portal.sso.${region}.amazonaws.com/saml/assertion/${issuerPart(world)}`,
      audience: "https://signin.aws.amazon.com/saml",
      nameQualifier,
    },
    requestId: world.random.uuid(),
    sourceIPAddress: "127.0.0.1",
    userAgent: "aws-sdk-java",
    more: {
      resources: [
        { accountId, type: "AWS::IAM::Role", ARN: roleArn },
        { accountId, type: "AWS::IAM::SAMLProvider", ARN: provider },
      ],
    },
  });
}

/** `<owner>_ins-<16 hex>` in base64 (facts 5.4). */
const issuerPart = (world: World): string =>
  Buffer.from(`${world.instance?.ownerAccountId ?? ""}_ins-${world.instance?.arn.slice(-16) ?? ""}`).toString("base64");
