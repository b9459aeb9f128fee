/** sso-admin: what an instance is configured with, its attributes for access control and its Regions. */
import { type IdentityStoreId, type InstanceArn, parseRegion, type Region, type UserId } from "../../model/ids.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { AccessAttributes } from "../additional-reader.ts";
import { attributeValue } from "../attribute-path.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { fromAnswer } from "./from-answer.ts";

const service = "sso-admin";
const ABSENT = ["ResourceNotFoundException"];

/** Attributes for access control with this user's values; a ResourceNotFoundException means that they are off (API model). */
export async function accessAttributes(
  calling: CallContext,
  InstanceArn: InstanceArn,
  IdentityStoreId: IdentityStoreId,
  UserId: UserId,
): Promise<Reading<AccessAttributes>> {
  const region = calling.homeRegion();
  const configured = await call(calling, {
    service,
    operation: "DescribeInstanceAccessControlAttributeConfiguration",
    isAdditional: true,
    region,
    input: { InstanceArn },
    send: async (abortSignal) => {
      const { DescribeInstanceAccessControlAttributeConfigurationCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new DescribeInstanceAccessControlAttributeConfigurationCommand({ InstanceArn }),
        { abortSignal },
      );
    },
    matters: ({ Status, InstanceAccessControlAttributeConfiguration: found }) => ({
      Status,
      Keys: found?.AccessControlAttributes?.map(({ Key }) => Key),
    }),
    absent: ABSENT,
  });
  if (configured.state !== "known") return configured;
  const rows = configured.value?.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes;
  if (!rows || configured.value?.Status !== "ENABLED")
    return known({ isEnabled: false, values: {} }, configured.evidence);
  const user = await call(calling, {
    service: "identitystore",
    operation: "DescribeUser",
    isAdditional: true,
    region,
    input: { IdentityStoreId, UserId },
    send: async (abortSignal) => {
      const { DescribeUserCommand } = await import("@aws-sdk/client-identitystore");
      return (await calling.clients.identitystore(region)).send(
        new DescribeUserCommand({ IdentityStoreId, UserId, Extensions: ["aws:identitystore:enterprise"] }),
        {
          abortSignal,
        },
      );
    },
    // Attributes beyond names stay out of the evidence (design, section 9): only which of them have a value.
    matters: (found) => ({
      withValue: rows.flatMap(({ Key, Value }) => (attributeValue(found, Value?.Source?.[0]) === null ? [] : [Key])),
    }),
  });
  return mapReading(user, (found) => ({
    isEnabled: true,
    values: Object.fromEntries(
      rows.flatMap(({ Key, Value }) => (Key ? [[Key, attributeValue(found, Value?.Source?.[0])]] : [])),
    ),
  }));
}

/** Facts N2. */
export async function permissionSetsEnabled(calling: CallContext, InstanceArn: InstanceArn): Promise<Reading<boolean>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "DescribeInstance",
    isAdditional: true,
    region,
    input: { InstanceArn },
    send: async (abortSignal) => {
      const { DescribeInstanceCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new DescribeInstanceCommand({ InstanceArn }), {
        abortSignal,
      });
    },
    matters: ({ PermissionSetsEnabled }) => ({ PermissionSetsEnabled }),
  });
  if (answer.state !== "known") return answer;
  const isEnabled = answer.value?.PermissionSetsEnabled;
  return isEnabled === undefined ? unread("DescribeInstance does not tell") : known(isEnabled, answer.evidence);
}

export async function instanceRegions(
  calling: CallContext,
  InstanceArn: InstanceArn,
): Promise<Reading<readonly Region[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListRegions",
    isAdditional: true,
    region,
    input: { InstanceArn },
    send: async (NextToken, abortSignal) => {
      const { ListRegionsCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(new ListRegionsCommand({ InstanceArn, NextToken }), {
        abortSignal,
      });
    },
    rows: ({ Regions }) => Regions ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Regions }) => ({ Regions: (Regions ?? []).map(({ RegionName }) => RegionName) }),
  });
  return mapReading(answer, (found) =>
    [...(found?.rows ?? [])]
      .sort((a, b) => Number(b.IsPrimaryRegion === true) - Number(a.IsPrimaryRegion === true))
      .map(({ RegionName = "" }) => fromAnswer(parseRegion(RegionName))),
  );
}
