/** Fires where the profile's account is another one, as sure as the profile is the one that is meant. */

import { withClient } from "../../../facts/grant/testing/additional-facts.ts";
import { workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { wrongAccountId } from "./cause.ts";

const noToken = { portal: unread("no token") };
const account = (accountId: string | undefined, isNamed = false) =>
  workingFacts({ ...noToken, additional: withClient({ accountId }, { isNamed }) });

specify(wrongAccountId, {
  fires: [
    [
      "the named profile holds another account",
      brokenGrants["wrong-account-id"],
      {
        confidence: "proved",
        remedy: "human",
        says: [
          "In ~/.aws/config, under [profile dev], replace the line `sso_account_id = 444455556666` by `sso_account_id = 111122223333`.",
        ],
        evidence: ["e0", "e47", "e5"],
      },
    ],
    [
      "a profile that looks meant differs in a digit",
      account("111122223334"),
      { confidence: "likely", remedy: "human", says: ["asked for that other account"] },
    ],
    [
      "it is no account id",
      account("1111-2222-3333"),
      { confidence: "proved", remedy: "human", says: ["which is no account id"] },
    ],
    ["a leading zero is lost", account("11122223333"), { confidence: "proved", remedy: "human", says: ["11 digits"] }],
  ],
  silent: [
    ["the profile is right", account("111122223333", true)],
    ["the profile names no account", account(undefined, true)],
  ],
});
