/** SAML providers: the customer's, and the one that Identity Center keeps (facts C5). */
import type { SamlProvider } from "../../../model/organization-document/account-iam.ts";
import type { Account } from "../../../model/organization-document/document.ts";
import { hasSamlProvider, samlProviderName } from "../../world/saml-provider.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  accountOf,
  alreadyExists,
  iamOf,
  limitExceeded,
  noSuchEntity,
  putIam,
  quotasOf,
  tagRows,
  tagsIn,
  withoutKeys,
} from "./account.ts";

type Iam = typeof import("@aws-sdk/client-iam");

/** Identity Center's is valid for a hundred years (facts 4.2); others for as long as IAM gives metadata without an end. */
const VALID_MILLISECONDS = 100 * 365.25 * 86_400_000;

const arnOf = (account: Account, name: string): string => `arn:aws:iam::${account.id}:saml-provider/${name}`;
const validUntil = ({ createdAt }: SamlProvider): Date => new Date(Date.parse(createdAt) + VALID_MILLISECONDS);

/** Identity Center's own, as a row like the customer's. */
function identityCenterProvider({ world }: Call, account: Account): SamlProvider | undefined {
  if (!hasSamlProvider(world, account.id)) return undefined;
  const [first] = world.roles.under("account", account.id);
  const metadata = `<EntityDescriptor entityID="https://portal.sso.${world.instance?.primaryRegion ?? ""}.amazonaws.com/saml/assertion"/>`;
  return {
    name: samlProviderName(world),
    metadata,
    tags: {},
    createdAt: first?.createdAt ?? world.clock.now().toISOString(),
  };
}

function providersOf(call: Call, account: Account): readonly SamlProvider[] {
  const own = identityCenterProvider(call, account);
  return [...(own ? [own] : []), ...iamOf(account).samlProviders];
}

function providerFor(call: Call, arn = ""): { readonly account: Account; readonly provider: SamlProvider } {
  const account = accountOf(call);
  const provider = providersOf(call, account).find(({ name }) => arnOf(account, name) === arn);
  if (!provider) throw noSuchEntity(`Could not find a provider with the ARN ${arn}`);
  return { account, provider };
}

function put(call: Call, account: Account, changed: SamlProvider): void {
  const samlProviders = iamOf(account).samlProviders.map((one) => (one.name === changed.name ? changed : one));
  putIam(call.world, account, { samlProviders });
}

export const samlProviders: Handlers<Iam> = {
  ListSAMLProviders: (_input, call) => {
    const account = accountOf(call);
    return {
      SAMLProviderList: providersOf(call, account).map((provider) => ({
        Arn: arnOf(account, provider.name),
        ValidUntil: validUntil(provider),
        CreateDate: new Date(provider.createdAt),
      })),
    };
  },

  GetSAMLProvider: (input, call) => {
    const { provider } = providerFor(call, input.SAMLProviderArn);
    return {
      SAMLMetadataDocument: provider.metadata,
      CreateDate: new Date(provider.createdAt),
      ValidUntil: validUntil(provider),
      Tags: tagRows(provider.tags),
    };
  },

  CreateSAMLProvider: (input, call) => {
    const account = accountOf(call);
    const name = input.Name ?? "";
    const existing = providersOf(call, account);
    if (existing.some((one) => one.name === name)) throw alreadyExists(`Provider with name ${name} already exists.`);
    const most = quotasOf(account).samlProviders;
    if (existing.length >= most) throw limitExceeded(`Cannot exceed quota for SAMLProvidersPerAccount: ${most}`);
    const provider: SamlProvider = {
      name,
      metadata: input.SAMLMetadataDocument ?? "",
      tags: tagsIn(input.Tags),
      createdAt: call.now.toISOString(),
    };
    putIam(call.world, account, { samlProviders: [...iamOf(account).samlProviders, provider] });
    return { SAMLProviderArn: arnOf(account, name), Tags: tagRows(provider.tags) };
  },

  UpdateSAMLProvider: (input, call) => {
    const { account, provider } = providerFor(call, input.SAMLProviderArn);
    put(call, account, { ...provider, metadata: input.SAMLMetadataDocument ?? provider.metadata });
    return { SAMLProviderArn: arnOf(account, provider.name) };
  },

  /** Identity Center's can be deleted like any: whether IAM refuses that is open (facts 8.12). */
  DeleteSAMLProvider: (input, call) => {
    const { account, provider } = providerFor(call, input.SAMLProviderArn);
    if (provider.name === samlProviderName(call.world))
      putIam(call.world, account, { identityCenterSamlProvider: "missing" });
    else putIam(call.world, account, { samlProviders: iamOf(account).samlProviders.filter((one) => one !== provider) });
    return {};
  },

  TagSAMLProvider: (input, call) => {
    const { account, provider } = providerFor(call, input.SAMLProviderArn);
    put(call, account, { ...provider, tags: { ...provider.tags, ...tagsIn(input.Tags) } });
    return {};
  },

  UntagSAMLProvider: (input, call) => {
    const { account, provider } = providerFor(call, input.SAMLProviderArn);
    put(call, account, { ...provider, tags: withoutKeys(provider.tags, input.TagKeys) });
    return {};
  },

  ListSAMLProviderTags: (input, call) => ({
    Tags: tagRows(providerFor(call, input.SAMLProviderArn).provider.tags),
    IsTruncated: false,
  }),
};
