/** What a start URL tells of the instance that it belongs to, as far as its form is AWS's own (facts 4.4). */

export interface StartUrlParts {
  /** `d-1234567890`; undefined where the host is a name that somebody chose. */
  readonly directoryId: string | undefined;
  /** `ssoins-1234567890abcdef`. */
  readonly instanceId: string | undefined;
  readonly region: string | undefined;
  /** The page of an account's own users or the console, or an identity provider's: not an access portal. */
  readonly otherSignIn: "account" | "identity provider" | undefined;
}

const OF_AN_ACCOUNT = /(?:^|\.)(?:signin|console)\.(?:aws\.amazon|amazonaws|aws)\.(?:com|cn)$/;
/** Entra ID, Okta, Google, OneLogin, Ping, JumpCloud, Auth0, Duo. */
const OF_A_PROVIDER =
  /(?:^|\.)(?:myapps\.microsoft\.com|myapplications\.microsoft\.com|microsoftonline\.com|okta\.com|oktapreview\.com|okta-emea\.com|accounts\.google\.com|onelogin\.com|pingone\.(?:com|eu|asia|ca)|pingidentity\.com|jumpcloud\.com|auth0\.com|duosecurity\.com)$/;

/** Undefined where the text is no address. */
export function readStartUrl(startUrl: string): StartUrlParts | undefined {
  const host = /^https?:\/\/([^/?#:@\s]{1,255})(?::\d{1,5})?(?:[/?#]|$)/i.exec(startUrl)?.[1]?.toLowerCase();
  if (host === undefined) return undefined;
  const portal =
    /^((?:sso)?ins-[0-9a-z]{16})\.portal\.([a-z0-9-]{1,30})\.app\.aws$/.exec(host) ??
    /^((?:sso)?ins-[0-9a-z]{16})\.([a-z0-9-]{1,30})\.portal\.amazonaws\.com$/.exec(host);
  return {
    directoryId: /^(d-[0-9a-f]{10})\.awsapps\.com$/.exec(host)?.[1],
    instanceId: portal?.[1],
    region: portal?.[2],
    otherSignIn: OF_AN_ACCOUNT.test(host) ? "account" : OF_A_PROVIDER.test(host) ? "identity provider" : undefined,
  };
}
