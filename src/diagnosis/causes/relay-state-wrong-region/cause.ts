/** The permission set opens the console in a Region that the user does not want or may not use (facts C11). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const RELAY_STATE = /\brelay ?state\b/i;
const OPENS_ELSEWHERE =
  /\bconsole\b.{0,40}\b(?:opens?|lands?|starts?|goes|redirects?)\b.{0,40}\b(?:wrong|different|another|other)\b.{0,20}\bregion/i;
/** Regions as the console names them in its list. */
const INSTEAD =
  /\bconsole\b.{0,40}\bopens?\b.{0,40}\b(?:Frankfurt|Ireland|London|Paris|Stockholm|Milan|Spain|Zurich|Virginia|Ohio|Oregon|California|Canada|Tokyo|Osaka|Seoul|Mumbai|Hyderabad|Singapore|Sydney|Melbourne|Jakarta|Hong Kong|Tel Aviv|Bahrain|Cape Town|[a-z]{2}(?:-gov)?-[a-z]{4,9}-\d)\b.{0,20}\binstead of\b/i;
const OF_IDENTITY_CENTER = /permission set|Identity Center|access portal|\bSSO\b|region|console/i;

const changeRelayState: Remedy = {
  kind: "human",
  summary: "Change the relay state of the permission set",
  risk: "low",
  steps: [
    "Read it:",
    "aws sso-admin describe-permission-set --instance-arn <instance ARN> --permission-set-arn <set ARN> --query PermissionSet.RelayState",
    "Set it to a page of the Region that people use:",
    "aws sso-admin update-permission-set --instance-arn <instance ARN> --permission-set-arn <set ARN> --relay-state https://console.aws.amazon.com/console/home?region=<region>",
  ],
};

const pasted = definePastedCause({
  id: "relay-state-wrong-region",
  stage: "role session",
  rank: 72,
  title: "The console opens in the wrong Region because of the relay state",
  facts: ["C11"],
  confidenceRule:
    "Likely when the text names the relay state; possible when it only says that the console opens in another Region.",
  documentation: {
    symptoms: [
      "The console always opens in the wrong Region",
      "relay state",
      "After choosing the account the console opens in another Region and shows errors",
      "Resources are not there after signing in through the access portal",
    ],
    why: "A permission set can have a relay state: the console page that opens after the sign-in, usually with a Region. If it names a Region that nobody works in, the console looks empty. If a service control policy or a disabled Region refuses it, every page shows errors. The access itself is fine.",
    whatToDo:
      "Read the permission set's relay state and change it, or choose the Region in the console. The link behind the name of the set in the access portal opens it; nothing has to be assigned again.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/howtopermrelaystate.html"],
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    const isNamed = RELAY_STATE.test(text) && OF_IDENTITY_CENTER.test(text);
    if (!isNamed && !OPENS_ELSEWHERE.test(text) && !INSTEAD.test(text)) return undefined;
    return {
      confidence: isNamed ? "likely" : "possible",
      summary:
        "The permission set's relay state decides which page and Region the console opens with. If it names another Region, resources seem to be missing, or every page is refused; the access itself is fine.",
      remedy: changeRelayState,
    };
  },
});

export const relayStateWrongRegion = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const relayStateWrongRegionIn = pasted.noticedIn;
