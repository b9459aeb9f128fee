/** Counts characters without white space against IAM's limit; proved where AWS says the same. */

import { failedBecause, provisioningFailedBecause, setContent } from "../../../facts/grant/testing/additional-facts.ts";
import { failed } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { inlinePolicyTooLarge } from "./cause.ts";

const SAID = "Maximum policy size of 10240 bytes exceeded for role AWSReservedSSO_ReadOnly";
const OTHER = "An unexpected internal service exception was encountered";
const sized = (size: number) => ({
  content: known(setContent({ inlinePolicy: `${"x".repeat(size)} \n\t ` }), ["e45"] as const),
});

specify(inlinePolicyTooLarge, {
  fires: [
    [
      "AWS says so and it is",
      failedBecause(SAID, sized(10_250)),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e12", "e45"],
        says: [
          "The inline policy of ReadOnly has 10250 characters without white space, and IAM accepts 10240 for a role.",
          "in sandbox (111122223333)",
          SAID,
          "Shorten the inline policy of ReadOnly by 10 characters",
        ],
      },
    ],
    [
      "it is, and AWS says something else",
      failedBecause(OTHER, sized(10_241)),
      { confidence: "likely", remedy: "human", says: ["by 1 characters"] },
    ],
    [
      "an older role is in the account",
      { ...provisioningFailedBecause(SAID, sized(10_250)), freshness: known("outdated") },
      { confidence: "proved", remedy: "human" },
    ],
  ],
  silent: [
    ["it just fits", failedBecause(OTHER, sized(10_240))],
    ["AWS said so, and it just fits now", failedBecause(SAID, sized(10_240))],
    ["AWS said so of one that is small now", failedBecause(SAID, sized(100))],
    ["the content was not read", failedBecause(SAID)],
    ["the set could not be read", { ...failedBecause(SAID, sized(10_250)), permissionSet: failed() }],
  ],
});
