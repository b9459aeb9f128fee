/** Fires where the portal has what the client cannot show, and where the client uses another portal's sign-in. */
import { EVERY_ACCOUNT } from "../../../facts/grant/grant-facts.ts";
import { withClient } from "../../../facts/grant/testing/additional-facts.ts";
import { workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { clientListTruncated } from "./cause.ts";

const noToken = { portal: unread("no token") };
const kept = (startUrl: string | undefined, sessionName: string | undefined = "corp") =>
  workingFacts({
    ...noToken,
    additional: withClient({ sessionName }, { signIn: { kind: "kept", until: "2026-09-14T17:00:00.000Z", startUrl } }),
  });
const onPage = (page: number, roleNames = ["ReadOnly"]) =>
  workingFacts({ portal: known({ listsAccount: true, roleNames, givesCredentials: true, page }, ["e11"]) });
const everywhere = onPage(2);
const granted = (at: string | null, roleNames?: string[]) => ({
  ...onPage(1, roleNames),
  grantedAt: known(at, ["e12"]),
});

specify(clientListTruncated, {
  fires: [
    [
      "the account is on the second page",
      brokenGrants["client-list-truncated"],
      {
        confidence: "likely",
        remedy: "human",
        says: ["on page 2", "`sso_account_id = 111122223333`", "`sso_role_name = ReadOnly`"],
        evidence: ["e11"],
      },
    ],
    [
      "the portal has what was granted a moment ago",
      granted("2026-09-14T09:05:00.000Z"),
      {
        confidence: "possible",
        remedy: "human",
        says: ["granted 25 minutes ago", "may have cached an older list", "refresh it"],
        evidence: ["e11", "e12"],
      },
    ],
    [
      "the kept sign-in is of another start URL",
      kept("https://old.awsapps.com/start"),
      {
        confidence: "proved",
        remedy: "human",
        says: ["for the sso-session corp is for https://old.awsapps.com/start", "aws sso logout"],
        evidence: ["e0", "e47"],
      },
    ],
  ],
  silent: [
    ["the account is on the first page", onPage(1)],
    ["the account is on the first page and was granted long ago", granted(null)],
    ["the portal does not list what was granted a moment ago", granted("2026-09-14T09:05:00.000Z", ["Billing"])],
    ["the portal does not list the set", onPage(2, ["Billing"])],
    ["every account was asked about", { ...everywhere, question: { ...everywhere.question, account: EVERY_ACCOUNT } }],
    ["the kept sign-in is of this start URL", kept("https://d-1234567890.awsapps.com/start")],
    ["only a slash and a fragment differ", kept("https://D-1234567890.awsapps.com/start/#/")],
    ["the kept sign-in does not tell its start URL", kept(undefined)],
  ],
});
