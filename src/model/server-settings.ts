/** The `server` part of the configuration file: where people reach the server, how they sign in, who may do what. */
import * as z from "zod/mini";
import { ROLES } from "./roles.ts";

const text = z.string().check(z.minLength(1), z.maxLength(2048));

const webAddress = (isSecureOnly: boolean) =>
  text.check(
    z.refine(
      (value) => {
        const url = URL.parse(value);
        if (url === null || url.username !== "" || url.hash !== "") return false;
        return url.protocol === "https:" || (url.protocol === "http:" && (!isSecureOnly || isLoopback(url.hostname)));
      },
      `has to be an https address${isSecureOnly ? ", or http on this machine" : ""}`,
    ),
  );

/** Names of this machine that no other one answers to. */
export const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)$/i.test(host);

/** An https address, or http on this machine. */
export const secureAddress = webAddress(true);

const roleOfGroup = z.strictObject({
  group: text,
  role: z.enum(ROLES),
  organization: z.optional(text),
});

const signIn = z.strictObject({
  issuer: secureAddress,
  "client-id": text,
  "client-secret-file": z.optional(text),
  "groups-claim": z._default(text, "groups"),
  "name-claim": z._default(text, "email"),
  scopes: z._default(text, "openid email profile"),
  roles: z.array(roleOfGroup).check(z.minLength(1)),
});

/** Parsed as part of the configuration file. */
export const serverSettings = z.strictObject({
  url: z.optional(webAddress(false)),
  "two-people": z.optional(z.boolean()),
  "sign-in": z.optional(signIn),
});

export type ServerSettings = z.output<typeof serverSettings>;
export type SignInSettings = z.output<typeof signIn>;
