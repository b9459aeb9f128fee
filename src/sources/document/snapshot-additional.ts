/** The additional reads of a snapshot that was collected from AWS: what no collection asks for is unread, not absent. */

import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { type ReadFailure, type Reading, unread } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import { type Answer, accountAccessReads } from "./account-access.ts";
import type { Gaps } from "./gaps.ts";
import { namesakeIn } from "./same-name.ts";

type Found = <T>(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  value: T | null,
  gap?: ReadFailure,
) => Promise<Reading<T | null>>;

const left = (what: string) => (): Promise<Reading<never>> =>
  Promise.resolve(unread(`a snapshot of the organization does not hold ${what}`));

export function snapshotAdditionalReader(
  document: OrganizationDocument,
  { found, answer, gaps }: { readonly found: Found; readonly answer: Answer; readonly gaps: Gaps },
): AdditionalReader {
  return {
    canReadAccountIam: false,
    trail: left("CloudTrail events"),
    accountIam: left("IAM of the accounts"),
    policyText: left("the texts of policies"),
    policyLevels: left("the organization's policies"),
    consoleSignIn: left("Sign-In policies"),
    setContent: left("what permission sets carry"),
    accessAttributes: left("attributes for access control"),
    namesakeId: (_store, path, value) =>
      found("GetUserId", { [path]: value }, namesakeIn(document, path, value), gaps.ofUsers()),
    trustedServices: left("which services are trusted"),
    applicationsOf: left("applications"),
    ...(document.coverage?.entitlementWalk
      ? accountAccessReads(document, answer, gaps)
      : {
          accountAccessApplications: left("applications of account access manager"),
          accountAccessState: left("applications of account access manager"),
          entitlementsOf: left("entitlements of account access manager"),
        }),
    entitledRole: left("IAM of the accounts"),
    permissionSetsEnabled: () => {
      // A set shows that they are on: they cannot be switched off again (facts N2).
      const isOn = document.instance?.permissionSetsEnabled ?? (document.permissionSets.length > 0 ? true : undefined);
      return isOn === undefined
        ? left("whether permission sets are switched on")()
        : answer("DescribeInstance", {}, isOn);
    },
    instanceRegions: left("the instance's Regions"),
  };
}
