/** What the role's credentials may really do: the asked call is made with them, by plain HTTP, in a lab that enforces policies. */

import { type LabAnswer, labFetch } from "../support/lab-fetch.ts";
import type { AskedAction } from "./asked.ts";

export interface SessionKeys {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
}

/** By hand: the lab does not verify signatures. */
export const signedBy = (accessKeyId: string, service: string, region = "us-east-1"): string =>
  `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260301/${region}/${service}/aws4_request, SignedHeaders=host, Signature=00`;

export function createActions(labUrl: string) {
  const headersOf = ({ accessKeyId, sessionToken }: SessionKeys, service: string) => ({
    authorization: signedBy(accessKeyId, service),
    ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
  });
  const form = (keys: SessionKeys, service: "iam" | "sts", fields: Readonly<Record<string, string>>) =>
    labFetch(`${labUrl}/`, {
      method: "POST",
      headers: headersOf(keys, service),
      body: new URLSearchParams({ Version: service === "iam" ? "2010-05-08" : "2011-06-15", ...fields }),
    });
  const json = (keys: SessionKeys, service: string, target: string) =>
    labFetch(`${labUrl}/`, {
      method: "POST",
      headers: {
        ...headersOf(keys, service),
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": target,
      },
      body: "{}",
    });
  const call = (keys: SessionKeys, asked: AskedAction): Promise<LabAnswer> => {
    switch (asked.action) {
      case "iam:ListRoles":
        return form(keys, "iam", { Action: "ListRoles" });
      case "iam:DeleteRole":
        return form(keys, "iam", { Action: "DeleteRole", RoleName: asked.resource.split("/").at(-1) ?? "" });
      case "sts:AssumeRole":
        return form(keys, "sts", { Action: "AssumeRole", RoleArn: asked.resource, RoleSessionName: "tried" });
      case "cloudtrail:LookupEvents":
        return json(keys, "cloudtrail", "CloudTrail_20131101.LookupEvents");
      case "organizations:DescribeOrganization":
        return json(keys, "organizations", "AWSOrganizationsV20161128.DescribeOrganization");
    }
  };
  const hasRows = async (account: string, operation: string, role: string): Promise<boolean> => {
    const answer = await form({ accessKeyId: account }, "iam", { Action: operation, RoleName: role });
    return (await answer.text()).includes("<member>");
  };
  return {
    form,
    /** AWS's words for a refusal by policies, whichever of them it was (facts 5.6); whatever else the call ends in is none. */
    isRefused: async (keys: SessionKeys, asked: AskedAction): Promise<boolean> => {
      const answer = await call(keys, asked);
      return (await answer.text()).includes("is not authorized to perform");
    },
    /** IAM of the account, asked with the account's own key: the role has no policy, neither attached nor inline. */
    isEmpty: async (account: string, role: string): Promise<boolean> =>
      !(await hasRows(account, "ListAttachedRolePolicies", role)) &&
      !(await hasRows(account, "ListRolePolicies", role)),
  };
}
