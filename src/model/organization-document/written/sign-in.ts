/** Sign-In policies of an account as people write them in an organization document: their form, and the way back. */
import * as z from "zod/mini";
import { derivedHex } from "../../derived-ids.ts";
import type { AccountSignIn } from "../sign-in.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));

export const writtenSignIn = z.strictObject({
  consoleAuthorizationEnabled: z.optional(z.boolean()),
  permissionStatements: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(z.string().check(z.regex(/^[A-Za-z0-9+/]{64}=?$/))),
        sourceVpc: z.optional(text),
        signinSourceVpce: z.optional(text),
        consoleSourceVpce: z.optional(text),
        vpcSourceIp: z.optional(text),
        sourceIp: z.optional(text),
        requestedRegion: z.optional(text),
        excludedPrincipal: z.optional(text),
      }),
    ),
  ),
});

type WrittenSignIn = z.infer<typeof writtenSignIn>;

/** With the ids that the written one leaves out. */
export const completeSignIn = (written: WrittenSignIn | undefined, accountId: string): AccountSignIn | undefined =>
  written && {
    consoleAuthorizationEnabled: written.consoleAuthorizationEnabled ?? false,
    permissionStatements: (written.permissionStatements ?? []).map((statement, at) => ({
      ...statement,
      id: statement.id ?? derivedHex(`${accountId} sign-in ${at}`, 64),
    })),
  };

export const writtenFormOfSignIn = ({ permissionStatements, ...rest }: AccountSignIn): WrittenSignIn => ({
  ...rest,
  permissionStatements: permissionStatements.map((statement) => ({ ...statement })),
});
