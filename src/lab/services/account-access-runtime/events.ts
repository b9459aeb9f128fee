/** Who took a role through account access manager, in the account of the role (facts AAM39). */
import { ACCOUNT_ACCESS_SERVICE } from "../../world/account-access.ts";
import type { World } from "../../world/world.ts";
import type { IssuedKeys } from "../sts/keys.ts";

interface Assumption {
  readonly accountId: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly userId: string;
  readonly keys: IssuedKeys;
  readonly seconds: number;
}

export function recordAssumedRole(world: World, assumption: Assumption): void {
  const { accountId, roleArn, sessionName, userId, keys, seconds } = assumption;
  const region = world.instance?.primaryRegion ?? "us-east-1";
  const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  world.trail.record({
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "sts.amazonaws.com",
    name: "AssumeRole",
    region,
    recipientAccountId: accountId,
    isReadOnly: true,
    type: "AwsApiCall",
    userIdentity: { type: "AWSService", invokedBy: ACCOUNT_ACCESS_SERVICE },
    requestParameters: {
      roleArn,
      roleSessionName: sessionName,
      durationSeconds: seconds,
      providedContexts: [
        {
          providerArn: "arn:aws:iam::aws:contextProvider/IdentityCenter",
          contextAssertion: "HIDDEN_DUE_TO_SECURITY_REASONS",
        },
      ],
    },
    responseElements: {
      credentials: { accessKeyId: keys.accessKeyId, sessionToken: "HIDDEN_DUE_TO_SECURITY_REASONS" },
      assumedRoleUser: {
        assumedRoleId: keys.assumedRoleId,
        arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      },
    },
    requestId: world.random.uuid(),
    sourceIPAddress: ACCOUNT_ACCESS_SERVICE,
    userAgent: ACCOUNT_ACCESS_SERVICE,
    more: {
      additionalEventData: { sessionContext: { "identitystore:UserId": userId } },
      resources: [{ accountId, type: "AWS::IAM::Role", ARN: roleArn }],
    },
  });
}
