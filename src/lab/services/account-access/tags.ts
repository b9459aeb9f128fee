/** Tags of applications (facts AAM5). */
import type { AccountAccessApplication } from "../../../model/organization-document/account-access.ts";
import type { Call } from "../operation.ts";
import { applicationFor } from "./access.ts";

interface ResourceInput {
  readonly resourceArn: string;
}

const put = (
  { world, now }: Call,
  application: AccountAccessApplication,
  tags: AccountAccessApplication["tags"],
): void => world.accountAccessApplications.put({ ...application, tags, updatedAt: now.toISOString() });

export const tags = {
  ListTagsForResource: ({ resourceArn }: ResourceInput, call: Call) => ({
    tags: applicationFor(call, "ListTagsForResource", resourceArn).tags,
  }),

  TagResource: (input: ResourceInput & { readonly tags: Readonly<Record<string, string>> }, call: Call) => {
    const application = applicationFor(call, "TagResource", input.resourceArn);
    put(call, application, { ...application.tags, ...input.tags });
    return {};
  },

  UntagResource: ({ resourceArn, tagKeys }: ResourceInput & { readonly tagKeys: readonly string[] }, call: Call) => {
    const application = applicationFor(call, "UntagResource", resourceArn);
    const kept = Object.entries(application.tags).filter(([key]) => !tagKeys.includes(key));
    put(call, application, Object.fromEntries(kept));
    return {};
  },
};
