/** Sign-ins as CloudTrail records them (facts 5.4). */
import type { User } from "../../../model/organization-document/document.ts";
import type { World } from "../../world/world.ts";

export interface SignInStep {
  readonly name: "CredentialChallenge" | "CredentialVerification" | "UserAuthentication";
  readonly credentialType: string;
  readonly outcome: "Success" | "Failure";
}

/** Records one step. A user name that nobody bears is not written down: people type passwords into the wrong field. */
export function recordSignIn(world: World, user: User | undefined, step: SignInStep): void {
  const owner = world.instance?.ownerAccountId ?? world.organization.managementAccountId;
  const userIdentity = user
    ? {
        type: "IdentityCenterUser",
        accountId: owner,
        onBehalfOf: {
          userId: user.id,
          identityStoreArn: `arn:aws:identitystore::${owner}:identitystore/${world.instance?.identityStoreId ?? ""}`,
        },
      }
    : { type: "Unknown", accountId: owner };
  world.trail.record({
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "signin.amazonaws.com",
    name: step.name,
    region: world.instance?.primaryRegion ?? "us-east-1",
    recipientAccountId: owner,
    isReadOnly: false,
    type: "AwsServiceEvent",
    userIdentity,
    requestParameters: null,
    responseElements: null,
    sourceIPAddress: "127.0.0.1",
    userAgent: "access portal page",
    more: {
      additionalEventData: {
        CredentialType: step.credentialType,
        ...(user ? { UserName: user.userName } : {}),
      },
      serviceEventDetails: { [step.name]: step.outcome },
    },
  });
}
