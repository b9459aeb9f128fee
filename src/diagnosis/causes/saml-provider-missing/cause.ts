/** The SAML provider that the reserved role trusts is gone from the account (facts C5). */
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { type KnownGrant, knownGrant, missingSamlProvider } from "../../families/reach.ts";
import { provisionHere } from "../../families/remedies.ts";
import { accountName } from "../../path/names.ts";

interface ProviderGone extends Found {
  readonly known: KnownGrant;
  readonly providerArn: string;
}

export const samlProviderMissing = defineCause<ProviderGone>({
  id: "saml-provider-missing",
  stage: "role session",
  rank: 20,
  title: "The account lacks the SAML provider of Identity Center",
  facts: ["C5"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule:
    "Proved: IAM of the account, read through --audit-role, has the role, but no SAML provider with the ARN that the role trusts.",
  documentation: {
    symptoms: [
      "The portal shows the role, but opening it fails",
      "Specified provider doesn't exist",
      "AWSSSO_…_DO_NOT_DELETE was deleted",
    ],
    why: "Reserved roles trust one SAML provider, AWSSSO_…_DO_NOT_DELETE, through which Identity Center signs people in. Somebody with IAM permissions in the account can delete it. Then no permission set can be opened there, although everything looks assigned and provisioned.",
    whatToDo:
      "Provision a permission set in the account again: the service has the permission to create the provider, so this is expected to restore it. Then protect the provider with a service control policy.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const providerArn = missingSamlProvider(grant.facts);
    const { iam } = grant.facts.additional;
    if (!known || providerArn === undefined || iam.state !== "known" || !grant.isAssigned) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(iam.value.role), ...evidenceOf(iam.value.samlProviderArns)],
      known,
      providerArn,
    };
  },
  explain: ({ providerArn }, grant) =>
    `The role in ${accountName(grant)} trusts a SAML provider that the account does not have (${providerArn}). So nobody can use an Identity Center role there.`,
  remedy: ({ known }, grant) =>
    provisionHere(grant, known, [
      "Provisioning is expected to create the SAML provider again (the service-linked role has the permission); AWS does not document it.",
      "Find out who deleted it: CloudTrail of the account, event DeleteSAMLProvider.",
    ]),
});
