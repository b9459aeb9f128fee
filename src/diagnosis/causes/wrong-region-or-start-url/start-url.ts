/** What a start URL tells of the instance that it belongs to, as far as its form is AWS's own (facts 4.4). */
import type { Partition } from "../../../model/partition.ts";

export interface StartUrlParts {
  /** Undefined where the form is the same everywhere, or is not AWS's own. */
  readonly partition: Partition | undefined;
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

/** The portals of GovCloud and China have the directory in the path (User Guides of both, "IAM Identity Center"). */
const WITH_DIRECTORY_IN_PATH = /^start\.(?:[a-z0-9-]{1,30}\.)?(?:us-gov-home\.awsapps\.com|home\.awsapps\.cn)$/;

function partitionOfHost(host: string): Partition | undefined {
  if (host.endsWith(".us-gov-home.awsapps.com")) return "aws-us-gov";
  if (host.endsWith(".home.awsapps.cn")) return "aws-cn";
  return host.endsWith(".awsapps.com") ? "aws" : undefined;
}

/** Undefined where the text is no address. */
export function readStartUrl(startUrl: string): StartUrlParts | undefined {
  const address = /^https?:\/\/([^/?#:@\s]{1,255})(?::\d{1,5})?(?=[/?#]|$)([^?#\s]{0,300})/i.exec(startUrl);
  const host = address?.[1]?.toLowerCase();
  if (host === undefined) return undefined;
  const inPath = WITH_DIRECTORY_IN_PATH.test(host)
    ? /^\/directory\/(d-[0-9a-f]{10})\/?$/i.exec(address?.[2] ?? "")?.[1]?.toLowerCase()
    : undefined;
  const portal =
    /^((?:sso)?ins-[0-9a-z]{16})\.portal\.([a-z0-9-]{1,30})\.app\.aws$/.exec(host) ??
    /^((?:sso)?ins-[0-9a-z]{16})\.([a-z0-9-]{1,30})\.portal\.amazonaws\.com$/.exec(host);
  return {
    directoryId: /^(d-[0-9a-f]{10})\.awsapps\.com$/.exec(host)?.[1] ?? inPath,
    partition: partitionOfHost(host),
    instanceId: portal?.[1],
    region: portal?.[2],
    otherSignIn: OF_AN_ACCOUNT.test(host) ? "account" : OF_A_PROVIDER.test(host) ? "identity provider" : undefined,
  };
}
