/** Applications and entitlements of account access manager as a document writes them. */
import * as z from "zod/mini";
import {
  ACCOUNT_ACCESS_APPLICATION_ARN,
  type AccountAccessApplication,
  APPLICATION_ERROR_CODES,
  APPLICATION_STATUSES,
  ENTITLED_ROLE_ARN,
  type Entitlement,
} from "../account-access.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));
const error = z.strictObject({ code: z.enum(APPLICATION_ERROR_CODES), message: text });

export const writtenAccountAccessApplication = z.strictObject({
  arn: z.optional(z.string().check(z.maxLength(2048), z.regex(ACCOUNT_ACCESS_APPLICATION_ARN))),
  tenantId: z.optional(z.string().check(z.regex(/^[a-z0-9-]{3,24}$/))),
  identityCenterApplicationArn: z.optional(text),
  status: z.optional(z.enum(APPLICATION_STATUSES)),
  error: z.optional(error),
  failsWith: z.optional(error),
  endsAt: z.optional(text),
  tags: z.optional(z.record(z.string(), z.string())),
  createdAt: z.optional(text),
  updatedAt: z.optional(text),
});

export const writtenEntitlement = z.strictObject({
  id: z.optional(text),
  /** ARN of the application; without it the document's first one. */
  application: z.optional(text),
  user: z.optional(text),
  group: z.optional(text),
  role: z.string().check(z.maxLength(2048), z.regex(ENTITLED_ROLE_ARN)),
  createdAt: z.optional(text),
});

export const writtenFormOfAccountAccessApplication = ({ instanceArn: _, tags, ...row }: AccountAccessApplication) => ({
  ...row,
  tags: { ...tags },
});

export const writtenFormOfEntitlement = ({ id, applicationArn, principal, roleArn, createdAt }: Entitlement) => ({
  id,
  application: applicationArn,
  ...(principal.type === "USER" ? { user: principal.id } : { group: principal.id }),
  role: roleArn,
  createdAt,
});
