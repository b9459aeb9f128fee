/** Trusted token issuers: external identity providers whose tokens applications may exchange. */
import type { TrustedTokenIssuer } from "../../../model/organization-document/applications.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { conflict, instanceFor, notFound, refuseAdditionalRegion } from "./access.ts";
import { createdOnce } from "./client-token.ts";
import { tagsIn } from "./tags.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

export function issuerFor(call: Call, operation: string, arn: string | undefined): TrustedTokenIssuer {
  const issuer = call.world.trustedTokenIssuers.get(arn ?? "");
  if (!issuer) throw notFound(`Trusted token issuer ${arn ?? ""} does not exist`);
  const instance = instanceFor(call, operation, issuer.instanceArn);
  if (!/^(Describe|List)/.test(operation)) refuseAdditionalRegion(call, operation, instance);
  return issuer;
}

/** Two issuers of an instance have neither a name nor an issuer URL in common (API reference: ConflictException). */
function refuseDuplicate({ world }: Call, issuer: TrustedTokenIssuer): void {
  for (const other of world.trustedTokenIssuers.under("instance", issuer.instanceArn))
    if (other.arn !== issuer.arn && (other.name === issuer.name || other.issuerUrl === issuer.issuerUrl))
      throw conflict("A trusted token issuer with this name or issuer URL already exists.");
}

export const trustedTokenIssuers: Handlers<SsoAdmin> = {
  CreateTrustedTokenIssuer: (input, call) => {
    const { world, caller } = call;
    const instance = instanceFor(call, "CreateTrustedTokenIssuer", input.InstanceArn);
    refuseAdditionalRegion(call, "CreateTrustedTokenIssuer", instance);
    const configuration = input.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
    if (!configuration) throw new ApiError("ValidationException", "OidcJwtConfiguration is required");
    return createdOnce(
      call,
      "CreateTrustedTokenIssuer",
      input.ClientToken,
      (arn) => ({ TrustedTokenIssuerArn: arn }),
      () => {
        const part = instance.arn.slice(instance.arn.lastIndexOf("/") + 1);
        const issuer: TrustedTokenIssuer = {
          arn: `arn:aws:sso::${caller.accountId}:trustedTokenIssuer/${part}/tti-${world.random.uuid()}`,
          instanceArn: instance.arn,
          name: input.Name ?? "",
          issuerUrl: configuration.IssuerUrl ?? "",
          claimAttributePath: configuration.ClaimAttributePath ?? "",
          identityStoreAttributePath: configuration.IdentityStoreAttributePath ?? "",
          tags: tagsIn(input.Tags),
        };
        refuseDuplicate(call, issuer);
        world.trustedTokenIssuers.put(issuer);
        return issuer.arn;
      },
    );
  },

  DescribeTrustedTokenIssuer: (input, call) => {
    const issuer = issuerFor(call, "DescribeTrustedTokenIssuer", input.TrustedTokenIssuerArn);
    return {
      TrustedTokenIssuerArn: issuer.arn,
      Name: issuer.name,
      TrustedTokenIssuerType: "OIDC_JWT",
      TrustedTokenIssuerConfiguration: {
        OidcJwtConfiguration: {
          IssuerUrl: issuer.issuerUrl,
          ClaimAttributePath: issuer.claimAttributePath,
          IdentityStoreAttributePath: issuer.identityStoreAttributePath,
          JwksRetrievalOption: "OPEN_ID_DISCOVERY",
        },
      },
    };
  },

  UpdateTrustedTokenIssuer: (input, call) => {
    const issuer = issuerFor(call, "UpdateTrustedTokenIssuer", input.TrustedTokenIssuerArn);
    const wanted = input.TrustedTokenIssuerConfiguration?.OidcJwtConfiguration;
    const changed: TrustedTokenIssuer = {
      ...issuer,
      name: input.Name ?? issuer.name,
      claimAttributePath: wanted?.ClaimAttributePath ?? issuer.claimAttributePath,
      identityStoreAttributePath: wanted?.IdentityStoreAttributePath ?? issuer.identityStoreAttributePath,
    };
    refuseDuplicate(call, changed);
    call.world.trustedTokenIssuers.put(changed);
    return {};
  },

  DeleteTrustedTokenIssuer: (input, call) => {
    const { arn } = issuerFor(call, "DeleteTrustedTokenIssuer", input.TrustedTokenIssuerArn);
    call.world.trustedTokenIssuers.remove(arn);
    return {};
  },

  ListTrustedTokenIssuers: (input, call) => {
    const instance = instanceFor(call, "ListTrustedTokenIssuers", input.InstanceArn);
    const { page, nextToken } = paginate(
      call.world.trustedTokenIssuers.under("instance", instance.arn),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListTrustedTokenIssuers", instance.arn],
    );
    const rows = page.map(({ arn, name }) => ({
      TrustedTokenIssuerArn: arn,
      Name: name,
      TrustedTokenIssuerType: "OIDC_JWT" as const,
    }));
    return { TrustedTokenIssuers: rows, NextToken: nextToken };
  },
};
