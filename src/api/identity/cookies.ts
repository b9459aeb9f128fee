/** The two cookies of a person: of the session, and of a sign-in that has begun. */

export const SESSION_COOKIE = "idc-doctor-session";
export const SIGN_IN_COOKIE = "idc-doctor-sign-in";

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  /** Seconds; 0 takes it away. */
  readonly maxAge: number;
  /** `Lax`: sent when the provider's page leads back here. */
  readonly sameSite: "Strict" | "Lax";
  readonly isSecure: boolean;
}

/** No script can read it, no other site can make the browser send it. */
export const cookieText = ({ name, value, path, maxAge, sameSite, isSecure }: Cookie): string =>
  `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=${sameSite}${isSecure ? "; Secure" : ""}`;

/** Undefined: it was not sent. */
export function cookieOf(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
