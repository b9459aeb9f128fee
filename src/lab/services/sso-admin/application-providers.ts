/** The providers that applications are made from: AWS has hundreds, the lab the two that customers use and two of AWS's own. */
import { CUSTOM_PROVIDER } from "../../../model/organization-document/applications.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Handlers } from "../operation.ts";
import { notFound } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

interface ApplicationProvider {
  readonly arn: string;
  readonly protocol: "SAML" | "OAUTH";
  readonly name: string;
  readonly description: string;
}

/** ARNs: API reference of CreateApplication and the documentation of the AWS managed applications. */
export const APPLICATION_PROVIDERS: readonly ApplicationProvider[] = [
  { arn: CUSTOM_PROVIDER, protocol: "OAUTH", name: "Custom application", description: "Customer managed, OAuth 2.0" },
  {
    arn: "arn:aws:sso::aws:applicationProvider/custom-saml",
    protocol: "SAML",
    name: "Custom SAML 2.0 application",
    description: "Customer managed, SAML 2.0",
  },
  {
    arn: "arn:aws:sso::aws:applicationProvider/sagemaker",
    protocol: "OAUTH",
    name: "Amazon SageMaker",
    description: "AWS managed",
  },
  {
    arn: "arn:aws:sso::aws:applicationProvider/quicksight",
    protocol: "OAUTH",
    name: "Amazon QuickSight",
    description: "AWS managed",
  },
];

const described = (provider: ApplicationProvider) => ({
  ApplicationProviderArn: provider.arn,
  FederationProtocol: provider.protocol,
  DisplayData: { DisplayName: provider.name, Description: provider.description },
});

export const applicationProviders: Handlers<SsoAdmin> = {
  ListApplicationProviders: (input) => {
    const { page, nextToken } = paginate(
      APPLICATION_PROVIDERS.map(described),
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListApplicationProviders"],
    );
    return { ApplicationProviders: [...page], NextToken: nextToken };
  },

  DescribeApplicationProvider: (input) => {
    const provider = APPLICATION_PROVIDERS.find(({ arn }) => arn === input.ApplicationProviderArn);
    if (!provider) throw notFound(`Application provider ${input.ApplicationProviderArn ?? ""} does not exist`);
    return described(provider);
  },
};
