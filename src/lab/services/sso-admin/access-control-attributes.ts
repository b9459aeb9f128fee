/** Attributes for access control (ABAC): which attributes of a user become session tags (facts C10). */
import type { AccessControlAttributes } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Handlers } from "../operation.ts";
import { conflict, notFound, primaryInstanceFor } from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");

interface Configuration {
  readonly AccessControlAttributes:
    | readonly {
        readonly Key: string | undefined;
        readonly Value: { readonly Source: readonly string[] | undefined } | undefined;
      }[]
    | undefined;
}

function sourcesIn(configuration: Configuration | undefined): Readonly<Record<string, string>> {
  const rows = configuration?.AccessControlAttributes ?? [];
  const sources = Object.fromEntries(rows.map(({ Key = "", Value }) => [Key, Value?.Source?.[0] ?? ""]));
  if (Object.keys(sources).length < rows.length)
    throw new ApiError("ValidationException", "An attribute key may be configured once only");
  return sources;
}

function configured(call: Call, operation: string, instanceArn: string | undefined) {
  const instance = primaryInstanceFor(call, operation, instanceArn);
  const { accessControlAttributes } = instance;
  if (!accessControlAttributes)
    throw notFound(`There is no access control attribute configuration for ${instance.arn}`);
  return { instance, accessControlAttributes };
}

/** The creation is asynchronous (API model: CREATION_IN_PROGRESS). */
const statusOf = ({ readyAt }: AccessControlAttributes, now: Date) =>
  readyAt !== undefined && Date.parse(readyAt) > now.getTime()
    ? ("CREATION_IN_PROGRESS" as const)
    : ("ENABLED" as const);

export const accessControlAttributes: Handlers<SsoAdmin> = {
  CreateInstanceAccessControlAttributeConfiguration: (input, call) => {
    const operation = "CreateInstanceAccessControlAttributeConfiguration";
    const instance = primaryInstanceFor(call, operation, input.InstanceArn);
    if (instance.accessControlAttributes)
      throw conflict(`${instance.arn} has an access control attribute configuration`);
    const readyAt = new Date(call.now.getTime() + call.world.settings.provisioningMilliseconds).toISOString();
    const sources = sourcesIn(input.InstanceAccessControlAttributeConfiguration);
    call.world.instance = { ...instance, accessControlAttributes: { sources, readyAt } };
    return {};
  },

  DescribeInstanceAccessControlAttributeConfiguration: (input, call) => {
    const operation = "DescribeInstanceAccessControlAttributeConfiguration";
    const { accessControlAttributes: known } = configured(call, operation, input.InstanceArn);
    const rows = Object.entries(known.sources).map(([Key, source]) => ({ Key, Value: { Source: [source] } }));
    return {
      Status: statusOf(known, call.now),
      InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: rows },
    };
  },

  UpdateInstanceAccessControlAttributeConfiguration: (input, call) => {
    const operation = "UpdateInstanceAccessControlAttributeConfiguration";
    const { instance, accessControlAttributes: known } = configured(call, operation, input.InstanceArn);
    const sources = sourcesIn(input.InstanceAccessControlAttributeConfiguration);
    call.world.instance = { ...instance, accessControlAttributes: { ...known, sources } };
    return {};
  },

  DeleteInstanceAccessControlAttributeConfiguration: (input, call) => {
    const operation = "DeleteInstanceAccessControlAttributeConfiguration";
    const { instance } = configured(call, operation, input.InstanceArn);
    call.world.instance = { ...instance, accessControlAttributes: undefined };
    return {};
  },
};
