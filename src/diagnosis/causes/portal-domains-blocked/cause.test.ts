/** Recognises a proxy or firewall blocks the access portal, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { portalDomainsBlocked, portalDomainsBlockedIn } from "./cause.ts";

specifyPasted(
  { cause: portalDomainsBlocked, noticedIn: portalDomainsBlockedIn },
  {
    recognises: [
      ["https://d-906ab1c2d3.awsapps.com/start ERR_TUNNEL_CONNECTION_FAILED", "likely"],
      ["us-east-1.signin.aws was blocked by your company proxy", "likely"],
      [
        "botocore.exceptions.ProxyConnectionError ProxyError: Cannot connect to proxy https://oidc.us-east-1.amazonaws.com/token",
        "likely",
      ],
      [
        "behind the proxy the access portal stays blank, the firewall blocks something in the Identity Center page",
        "likely",
      ],
    ],
    silent: [
      "ERR_TUNNEL_CONNECTION_FAILED https://example.com",
      "https://d-906ab1c2d3.awsapps.com/start shows no account",
      "",
    ],
  },
);
