/** Applications: made, described, changed, deleted, listed; and the providers they are made from. */
import { certain, parseAccountId } from "../../../model/ids.ts";
import type { Application } from "../../../model/organization-document/applications.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import { instanceFor, notFound, quotaExceeded, refuseAdditionalRegion } from "./access.ts";
import { APPLICATION_PROVIDERS } from "./application-providers.ts";
import { createdOnce } from "./client-token.ts";
import { tagsIn } from "./tags.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

/** Facts 3.6. */
const MOST_APPLICATIONS = 7000;

const identityStoreArn = (call: Call, application: Application): string => {
  const { world } = call;
  const instance =
    world.instance?.arn === application.instanceArn
      ? world.instance
      : world.accountInstances.get(application.instanceArn);
  return `arn:aws:identitystore::${instance?.ownerAccountId ?? application.accountId}:identitystore/${instance?.identityStoreId ?? ""}`;
};

/** The application by ARN; changes are made in the primary Region or where the facts allow them (facts 3.8). */
export function applicationFor(call: Call, operation: string, arn: string | undefined): Application {
  const application = call.world.applications.get(arn ?? "");
  if (!application) throw notFound(`Application ${arn ?? ""} does not exist`);
  instanceFor(call, operation, application.instanceArn);
  return application;
}

const described = (call: Call, application: Application) => ({
  ApplicationArn: application.arn,
  ApplicationProviderArn: application.providerArn,
  Name: application.name,
  ApplicationAccount: application.accountId,
  InstanceArn: application.instanceArn,
  IdentityStoreArn: identityStoreArn(call, application),
  Status: application.status,
  PortalOptions: {
    Visibility: application.portal.visibility,
    SignInOptions:
      application.portal.origin === undefined
        ? undefined
        : { Origin: application.portal.origin, ApplicationUrl: application.portal.url },
  },
  Description: application.description,
  CreatedDate: new Date(application.createdAt),
});

export const applications: Handlers<SsoAdmin> = {
  CreateApplication: (input, call) => {
    const { world, caller } = call;
    const instance = instanceFor(call, "CreateApplication", input.InstanceArn);
    refuseAdditionalRegion(call, "CreateApplication", instance);
    if (!APPLICATION_PROVIDERS.some(({ arn }) => arn === input.ApplicationProviderArn))
      throw notFound(`Application provider ${input.ApplicationProviderArn ?? ""} does not exist`);
    const answer = (arn: string) => {
      const made = applicationFor(call, "CreateApplication", arn);
      return { ApplicationArn: arn, InstanceArn: made.instanceArn, IdentityStoreArn: identityStoreArn(call, made) };
    };
    return createdOnce(call, "CreateApplication", input.ClientToken, answer, () => {
      if (world.applications.under("instance", instance.arn).size >= MOST_APPLICATIONS)
        throw quotaExceeded(`An instance has at most ${MOST_APPLICATIONS} applications`);
      const part = instance.arn.slice(instance.arn.lastIndexOf("/") + 1);
      const options = input.PortalOptions;
      const application: Application = {
        arn: `arn:aws:sso::${caller.accountId}:application/${part}/apl-${world.random.hex(16)}`,
        instanceArn: instance.arn,
        accountId: certain(parseAccountId(caller.accountId)),
        name: input.Name ?? "",
        providerArn: input.ApplicationProviderArn ?? "",
        description: input.Description,
        status: input.Status ?? "ENABLED",
        portal: {
          visibility: options?.Visibility ?? "ENABLED",
          origin: options?.SignInOptions?.Origin,
          url: options?.SignInOptions?.ApplicationUrl,
        },
        assignmentRequired: true,
        assignments: [],
        accessScopes: [],
        authenticationMethods: {},
        grants: {},
        backgroundSessions: "DISABLED",
        tags: tagsIn(input.Tags),
        createdAt: call.now.toISOString(),
      };
      world.applications.put(application);
      return application.arn;
    });
  },

  DescribeApplication: (input, call) =>
    described(call, applicationFor(call, "DescribeApplication", input.ApplicationArn)),

  UpdateApplication: (input, call) => {
    const application = applicationFor(call, "UpdateApplication", input.ApplicationArn);
    const options = input.PortalOptions?.SignInOptions;
    call.world.applications.put({
      ...application,
      name: input.Name ?? application.name,
      description: input.Description ?? application.description,
      status: input.Status ?? application.status,
      portal: options
        ? { ...application.portal, origin: options.Origin, url: options.ApplicationUrl }
        : application.portal,
    });
    return {};
  },

  DeleteApplication: (input, call) => {
    const { arn } = applicationFor(call, "DeleteApplication", input.ApplicationArn);
    call.world.applications.remove(arn);
    return {};
  },

  ListApplications: (input, call) => {
    const instance = instanceFor(call, "ListApplications", input.InstanceArn);
    const { ApplicationAccount: account, ApplicationProvider: provider } = input.Filter ?? {};
    const all = call.world.applications.under("instance", instance.arn);
    const rows =
      account === undefined && provider === undefined
        ? all
        : [...all].filter(
            (one) =>
              (account === undefined || one.accountId === account) &&
              (provider === undefined || one.providerArn === provider),
          );
    const { page, nextToken } = paginate(
      rows,
      { maxResults: input.MaxResults, nextToken: input.NextToken, defaultSize: 100 },
      ["ListApplications", instance.arn, account, provider],
    );
    return { Applications: page.map((one) => described(call, one)), NextToken: nextToken };
  },
};
