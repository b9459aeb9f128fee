/** Applications and trusted token issuers as a document writes them. */
import * as z from "zod/mini";
import type { Application, TrustedTokenIssuer } from "../applications.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));
const state = z.enum(["ENABLED", "DISABLED"]);
const tags = z.record(z.string(), z.string());
const anything = z.record(z.string(), z.unknown());

export const writtenApplication = z.strictObject({
  arn: z.optional(text),
  name: text,
  providerArn: z.optional(text),
  description: z.optional(text),
  status: z.optional(state),
  portal: z.optional(
    z.strictObject({
      visibility: z.optional(state),
      origin: z.optional(z.enum(["IDENTITY_CENTER", "APPLICATION"])),
      url: z.optional(text),
    }),
  ),
  assignmentRequired: z.optional(z.boolean()),
  assignments: z.optional(z.array(z.strictObject({ user: z.optional(text), group: z.optional(text) }))),
  accessScopes: z.optional(z.array(z.strictObject({ scope: text, targets: z.optional(z.array(text)) }))),
  authenticationMethods: z.optional(anything),
  grants: z.optional(anything),
  backgroundSessions: z.optional(state),
  tags: z.optional(tags),
  createdAt: z.optional(text),
});

export const writtenTrustedTokenIssuer = z.strictObject({
  arn: z.optional(text),
  name: text,
  issuerUrl: text,
  claimAttributePath: z.optional(text),
  identityStoreAttributePath: z.optional(text),
  tags: z.optional(tags),
});

export const writtenFormOfApplication = ({ instanceArn: _, accountId: __, ...row }: Application) => ({
  ...row,
  portal: { ...row.portal },
  assignments: row.assignments.map(({ type, id }) => (type === "USER" ? { user: id } : { group: id })),
  accessScopes: row.accessScopes.map(({ scope, targets }) => ({ scope, targets: [...targets] })),
  authenticationMethods: { ...row.authenticationMethods },
  grants: { ...row.grants },
  tags: { ...row.tags },
});

export const writtenFormOfTrustedTokenIssuer = ({ instanceArn: _, ...row }: TrustedTokenIssuer) => ({
  ...row,
  tags: { ...row.tags },
});
