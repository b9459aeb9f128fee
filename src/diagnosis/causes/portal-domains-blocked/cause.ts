/** A proxy or firewall keeps the access portal from loading (facts A24). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const BLOCKED =
  /ERR_(?:TUNNEL_CONNECTION|PROXY_CONNECTION|CERT_AUTHORITY|CONNECTION_(?:RESET|REFUSED|TIMED_OUT)|NAME_NOT_RESOLVED|BLOCKED_BY_\w{1,20}|SSL_\w{1,30})|ProxyError|Tunnel connection failed|407 Proxy|\b(?:blocked|not allowed|denied) by\b.{0,60}\b(?:proxy|firewall|filter|gateway|policy|administrator|Zscaler|Netskope|Umbrella)|\b(?:proxy|firewall|web filter|Zscaler|Netskope)\b.{0,80}\b(?:block|blank|deny|denies|not load)/i;
/** Facts A24. */
/** A refusal by a policy is no network's. */
const BY_A_POLICY_OF_AWS =
  /\b(?:service|resource) control policy\b|\b(?:identity|resource)-based policy\b|AccessDenied|not authorized to perform/i;
const PORTAL =
  /awsapps\.com|signin\.aws\b|\bsso(?:-portal)?\.[\w.-]{0,40}amazonaws\.com|oidc\.[\w-]{1,30}\.amazonaws\.com|portal\.[\w-]{1,30}\.app\.aws|access portal|Identity Center|\baws sso\b/i;

const allowDomains: Remedy = {
  kind: "human",
  summary: "Allow the portal's domains in the proxy or firewall",
  risk: "low",
  steps: [
    "Open the portal from another network, for example a phone. If it loads there, the company's network blocks it.",
    "Have the network team allow: <directory id or alias>.awsapps.com, *.signin.aws, signin.aws.amazon.com, *.awsstatic.com, *.console.aws.a2z.com, oidc.<Region>.amazonaws.com, *.sso.amazonaws.com, *.sso.<Region>.amazonaws.com, *.sso-portal.<Region>.amazonaws.com and *.cloudfront.net; the whole list is on AWS's page.",
    "For the AWS CLI, set HTTPS_PROXY, and AWS_CA_BUNDLE where the proxy inspects TLS.",
  ],
};

const pasted = definePastedCause({
  id: "portal-domains-blocked",
  stage: "portal",
  rank: 5,
  title: "A proxy or firewall blocks the access portal",
  facts: ["A24"],
  confidenceRule:
    "Likely: the browser or client could not reach a domain of the portal through the network. A mistyped start URL can look the same.",
  documentation: {
    symptoms: [
      "The access portal stays blank behind the company proxy",
      "ERR_TUNNEL_CONNECTION_FAILED awsapps.com",
      "Blocked by the web filter: signin.aws",
      "ProxyError: Cannot connect to proxy, oidc.us-east-1.amazonaws.com",
      "The sign-in page does not load in the office network",
    ],
    why: "The access portal and the sign-in page load from several domains of AWS. If a proxy, firewall or web filter does not allow all of them, the page stays blank, loops or shows an error of the browser or proxy. The request never reaches AWS, so no event is recorded.",
    whatToDo:
      "Have the network team allow the domains that AWS lists. To check, open the portal from another network, for example a phone.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/get-started-enable-identity-center.html"],
    notOnLab: "Not shown: the network between the browser and AWS is not part of the lab.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    if (!BLOCKED.test(text) || !PORTAL.test(text) || BY_A_POLICY_OF_AWS.test(text)) return undefined;
    return {
      confidence: "likely",
      summary:
        "The browser or client could not reach a domain of the access portal: likely a proxy or firewall does not allow it. This says nothing about the user's access.",
      remedy: allowDomains,
    };
  },
});

export const portalDomainsBlocked = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const portalDomainsBlockedIn = pasted.noticedIn;
