/** Versions of a customer managed policy: five at most, one of them the default (API reference of CreatePolicyVersion). */
import type { CustomerManagedPolicy } from "../../../model/organization-document/account-iam.ts";
import type { Handlers } from "../operation.ts";
import { checkedDocument, deleteConflict, limitExceeded, noSuchEntity } from "./account.ts";
import { marked } from "./marked.ts";
import { policyFor, putPolicy, versionsOf } from "./policies.ts";

type Iam = typeof import("@aws-sdk/client-iam");

const MOST_VERSIONS = 5;

const described =
  (policy: CustomerManagedPolicy) => (version: { readonly id: string; readonly createdAt: string }) => ({
    VersionId: version.id,
    IsDefaultVersion: version.id === (policy.defaultVersion ?? "v1"),
    CreateDate: new Date(version.createdAt),
  });

export const policyVersions: Handlers<Iam> = {
  CreatePolicyVersion: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    const versions = versionsOf(policy);
    if (versions.length >= MOST_VERSIONS)
      throw limitExceeded(
        `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`,
      );
    const last = Math.max(...versions.map(({ id }) => Number(id.slice(1))));
    const version = {
      id: `v${last + 1}`,
      document: checkedDocument(input.PolicyDocument),
      createdAt: call.now.toISOString(),
    };
    const isDefault = input.SetAsDefault === true;
    putPolicy(call, account, policy.name, {
      ...policy,
      versions: [...versions, version],
      defaultVersion: isDefault ? version.id : (policy.defaultVersion ?? "v1"),
      document: isDefault ? version.document : policy.document,
    });
    return {
      PolicyVersion: { VersionId: version.id, IsDefaultVersion: isDefault, CreateDate: new Date(version.createdAt) },
    };
  },

  ListPolicyVersions: (input, call) => {
    const { policy } = policyFor(call, input.PolicyArn);
    const { page, ...rest } = marked([...versionsOf(policy)].reverse().map(described(policy)), input, [
      "ListPolicyVersions",
      input.PolicyArn,
    ]);
    return { Versions: page, ...rest };
  },

  SetDefaultPolicyVersion: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    const version = versionsOf(policy).find(({ id }) => id === input.VersionId);
    if (!version)
      throw noSuchEntity(`Policy ${input.PolicyArn ?? ""} version ${input.VersionId ?? ""} does not exist.`);
    putPolicy(call, account, policy.name, {
      ...policy,
      versions: versionsOf(policy),
      defaultVersion: version.id,
      document: version.document,
    });
    return {};
  },

  DeletePolicyVersion: (input, call) => {
    const { account, policy } = policyFor(call, input.PolicyArn);
    const versions = versionsOf(policy);
    if (!versions.some(({ id }) => id === input.VersionId))
      throw noSuchEntity(`Policy ${input.PolicyArn ?? ""} version ${input.VersionId ?? ""} does not exist.`);
    if (input.VersionId === (policy.defaultVersion ?? "v1"))
      throw deleteConflict("Cannot delete the default version of a policy.");
    putPolicy(call, account, policy.name, { ...policy, versions: versions.filter(({ id }) => id !== input.VersionId) });
    return {};
  },
};
