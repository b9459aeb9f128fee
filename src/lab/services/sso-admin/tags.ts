/** Tags of permission sets, applications, instances and trusted token issuers: at most 75 (facts 3.5). */
import type { Instance } from "../../../model/organization-document/document.ts";
import { paginate } from "../../protocol/paginate.ts";
import type { Call, Handlers } from "../operation.ts";
import {
  denied,
  instanceFor,
  mayAdminister,
  notFound,
  ownAccountInstance,
  putInstance,
  quotaExceeded,
} from "./access.ts";

type SsoAdmin = typeof import("@aws-sdk/client-sso-admin");
type Tags = Readonly<Record<string, string>>;

const MOST_TAGS = 75;

interface Tagged {
  readonly tags: Tags;
  readonly put: (tags: Tags) => void;
}

export const tagsIn = (
  tags: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] = [],
): Tags => Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

export const tags: Handlers<SsoAdmin> = {
  TagResource: (input, call) => {
    const resource = taggedResource(call, "TagResource", input);
    const all = { ...resource.tags, ...tagsIn(input.Tags) };
    if (Object.keys(all).length > MOST_TAGS) throw quotaExceeded(`A resource has at most ${MOST_TAGS} tags`);
    resource.put(all);
    return {};
  },

  UntagResource: (input, call) => {
    const resource = taggedResource(call, "UntagResource", input);
    resource.put(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !input.TagKeys?.includes(key))));
    return {};
  },

  ListTagsForResource: (input, call) => {
    const resource = taggedResource(call, "ListTagsForResource", input);
    const rows = Object.entries(resource.tags).map(([Key, Value]) => ({ Key, Value }));
    const { page, nextToken } = paginate(
      rows,
      { maxResults: undefined, nextToken: input.NextToken, defaultSize: MOST_TAGS },
      ["ListTagsForResource", input.ResourceArn],
    );
    return { Tags: [...page], NextToken: nextToken };
  },
};

function taggedResource(
  call: Call,
  operation: string,
  input: { readonly InstanceArn?: string | undefined; readonly ResourceArn: string | undefined },
): Tagged {
  const { world } = call;
  const arn = input.ResourceArn ?? "";
  if (input.InstanceArn !== undefined) instanceFor(call, operation, input.InstanceArn);
  else if (!mayAdminister(call) && world.accountInstances.under("owner", call.caller.accountId).size === 0)
    throw denied(call, operation, arn);
  const resource = found(call, arn);
  if (!resource) throw notFound(`Resource ${arn} does not exist`);
  return resource;
}

function found(call: Call, arn: string): Tagged | undefined {
  const { world } = call;
  for (const table of [world.permissionSets, world.applications, world.trustedTokenIssuers] as const) {
    const row = table.get(arn);
    if (row) return { tags: row.tags, put: (changed) => table.put({ ...row, tags: changed } as never) };
  }
  const instance: Instance | undefined | null =
    world.instance?.arn === arn && mayAdminister(call) ? world.instance : ownAccountInstance(call, arn);
  return instance && { tags: instance.tags ?? {}, put: (changed) => putInstance(call, { ...instance, tags: changed }) };
}
