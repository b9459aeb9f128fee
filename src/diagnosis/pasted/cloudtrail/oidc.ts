/** The sign-in of programs: clients, device codes and tokens (facts 4.3, 5.1, 5.4). */
import { textAt } from "../json.ts";
import type { Family } from "./family.ts";

const CALLS = new Map([
  ["RegisterClient", "A program registered as a client, to sign somebody in later."],
  ["StartDeviceAuthorization", "A program asked for a code that the user confirms in the browser within ten minutes."],
  ["CreateToken", "A program got a token for somebody who signed in."],
  [
    "CreateTokenWithIAM",
    "An application exchanged a trusted issuer's token for one of Identity Center. This is about an application, not an account.",
  ],
  ["RevokeToken", "A token was revoked."],
]);
const SOURCES = /^(sso|sso-oauth)\.amazonaws\.com$/;

export const oidc: Family = ({ name, source, input, hasFailed }) => {
  const meaning = CALLS.get(name);
  if (meaning === undefined || !(SOURCES.test(source) || source === "")) return undefined;
  const grant = textAt(input, "grantType");
  return {
    title: `${name}: the sign-in of a program`,
    layer: "sign-in",
    meaning: [...(hasFailed ? [] : [meaning]), ...(grant === undefined ? [] : [`The grant is ${grant}.`])],
  };
};
