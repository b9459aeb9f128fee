/** The issuer of a SAML sign-in: it holds the Region and, in base64, owner account and instance; that reading is inferred (facts 5.4). */
import type { IssuingInstance } from "./explanation.ts";

const ISSUER =
  /^https:\/\/portal\.sso\.([a-z0-9-]{1,30})\.amazonaws\.com(?:\.cn)?\/saml\/assertion\/([A-Za-z0-9+/=_-]{1,400})$/;

export function issuerOf(issuer: string | undefined): IssuingInstance | null {
  const [, region, assertion] = ISSUER.exec(issuer ?? "") ?? [];
  const [, ownerAccount, id] = /^(\d{12})_(ins-[\w-]{1,64})$/.exec(decodeBase64(assertion ?? "") ?? "") ?? [];
  return region && ownerAccount && id ? { id, ownerAccount, region } : null;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

export const issuerSentence = ({ id, ownerAccount, region }: IssuingInstance): string =>
  `The instance ${id} of account ${ownerAccount} in ${region} issued it (read from the issuer; likely).`;
