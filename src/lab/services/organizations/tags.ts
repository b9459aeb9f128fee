/** Tags of accounts, units, policies and the root. */
import { ApiError } from "../../protocol/api-error.ts";
import { rootId } from "../../world/account-lifecycle.ts";
import type { Call, Handlers } from "../operation.ts";
import { authorize, invalidInput, paged, tagsIn } from "./access.ts";
import { FULL_ACCESS_POLICIES } from "./policy-types.ts";

type Organizations = typeof import("@aws-sdk/client-organizations");
type Tags = Readonly<Record<string, string>>;

function refuseAwsManaged(): never {
  throw invalidInput("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.");
}

interface Tagged {
  readonly tags: Tags;
  readonly put: (tags: Tags | undefined) => void;
}

function taggedFor({ world }: Call, id = ""): Tagged {
  for (const table of [world.accounts, world.organizationalUnits, world.policies] as const) {
    const row = table.get(id);
    if (row) return { tags: row.tags ?? {}, put: (tags) => table.put({ ...row, tags } as never) };
  }
  // AWS's own policies have no tags and take none.
  if (FULL_ACCESS_POLICIES.some((policy) => policy.id === id)) return { tags: {}, put: refuseAwsManaged };
  if (id === rootId(world)) {
    const { organization } = world;
    const put = (rootTags: Tags | undefined) => {
      world.organization = { ...organization, rootTags };
    };
    return { tags: organization.rootTags ?? {}, put };
  }
  throw new ApiError(
    "TargetNotFoundException",
    "We can't find a root, OU, account, or policy with the TargetId that you specified.",
  );
}

export const tags: Handlers<Organizations> = {
  TagResource: (input, call) => {
    authorize(call, "change");
    const resource = taggedFor(call, input.ResourceId);
    resource.put({ ...resource.tags, ...tagsIn(input.Tags) });
    return {};
  },

  UntagResource: (input, call) => {
    authorize(call, "change");
    const resource = taggedFor(call, input.ResourceId);
    const kept = Object.entries(resource.tags).filter(([key]) => !input.TagKeys?.includes(key));
    resource.put(kept.length === 0 ? undefined : Object.fromEntries(kept));
    return {};
  },

  ListTagsForResource: (input, call) => {
    authorize(call);
    const rows = Object.entries(taggedFor(call, input.ResourceId).tags).map(([Key, Value]) => ({ Key, Value }));
    const { page, NextToken } = paged(rows, { NextToken: input.NextToken, MaxResults: 100 }, [
      "ListTagsForResource",
      input.ResourceId,
    ]);
    return { Tags: page, NextToken };
  },
};
