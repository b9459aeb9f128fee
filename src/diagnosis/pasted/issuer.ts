/** The issuer of a SAML sign-in: it holds the Region and, in base64, owner account and instance; that reading is inferred (facts 5.4). */
import type { IssuingInstance } from "./explanation.ts";

const ISSUER =
  /^https:\/\/portal\.sso\.([a-z0-9-]{1,30})\.amazonaws\.com(?:\.cn)?\/saml\/assertion\/([A-Za-z0-9+/=_-]{1,400})$/;

/** `123456789012_ins-7223a5d90e0exam1`, decoded. */
const OWNER = /^(\d{12})_(ins-[\w-]{1,64})$/;

export function issuerOf(issuer: string | undefined): IssuingInstance | null {
  const address = ISSUER.exec(issuer ?? "");
  if (address === null) return null;
  const [, region = "", assertion = ""] = address;
  const owner = OWNER.exec(decodeBase64(assertion));
  if (owner === null) return null;
  const [, ownerAccount = "", id = ""] = owner;
  return { id, ownerAccount, region };
}

function decodeBase64(text: string): string {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

export const issuerSentence = ({ id, ownerAccount, region }: IssuingInstance): string =>
  `The instance ${id} of account ${ownerAccount} in ${region} issued it (read from the issuer; likely).`;
