/** Fires where the client looks for the sign-in where this instance is not, and not where that is not known. */

import { withClient } from "../../../facts/grant/testing/additional-facts.ts";
import { EU, failed, instance, US, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { certain, parseRegion } from "../../../model/ids.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { specify } from "../../testing/cause-spec.ts";
import { wrongRegionOrStartUrl } from "./cause.ts";

const noToken = { portal: unread("no token") };
const facts = (...client: Parameters<typeof withClient>) =>
  workingFacts({ ...noToken, additional: withClient(...client) });
const atUrl = (startUrl: string) => facts({ startUrl });

const inGovCloud = (startUrl: string) => {
  const region = certain(parseRegion("us-gov-west-1"));
  const client = withClient({ startUrl, ssoRegion: region }, { instanceRegions: known([region]) });
  return workingFacts({ ...noToken, additional: client, instance: known({ ...instance, region }) });
};

specify(wrongRegionOrStartUrl, {
  fires: [
    [
      "sso_region is not the instance's",
      brokenGrants["wrong-region-or-start-url"],
      {
        confidence: "proved",
        remedy: "human",
        says: [
          "In ~/.aws/config, under [sso-session corp], replace the line `sso_region = eu-west-1` by `sso_region = us-east-1`.",
          "the instance is in us-east-1 only",
          "aws sso login --profile dev",
        ],
        evidence: ["e0", "e47", "e2"],
      },
    ],
    [
      "the Region stands in the profile itself",
      facts({ ssoRegion: "eu-west-1", sessionName: undefined }),
      { confidence: "proved", remedy: "human", says: ["under [profile dev], replace"] },
    ],
    [
      "the sso-session does not exist",
      facts({ mistakes: [{ kind: "no-such-session", session: "crop" }], startUrl: undefined, ssoRegion: undefined }),
      { confidence: "proved", remedy: "human", says: ["add the section [sso-session crop]", "sso_region = us-east-1"] },
    ],
    [
      "profile and sso-session contradict each other",
      facts({
        mistakes: [{ kind: "contradiction", key: "sso_region", inProfile: "eu-west-1", inSession: "us-east-1" }],
      }),
      {
        confidence: "proved",
        remedy: "human",
        says: ["under [profile dev], delete the line `sso_region = eu-west-1`; the sso-session has it."],
      },
    ],
    [
      "the Region is missing",
      facts({ mistakes: [{ kind: "missing", key: "sso_region" }], ssoRegion: undefined }),
      { confidence: "proved", remedy: "human", says: ["add the line `sso_region = us-east-1`"] },
    ],
    [
      "the start URL is missing",
      facts({ mistakes: [{ kind: "missing", key: "sso_start_url" }], startUrl: undefined }),
      { confidence: "proved", remedy: "human", says: ["add the line `sso_start_url = <AWS access portal URL>`"] },
    ],
    [
      "the start URL bears another directory",
      atUrl("https://d-9999999999.awsapps.com/start#/"),
      {
        confidence: "likely",
        remedy: "human",
        says: ["by `sso_start_url = https://d-1234567890.awsapps.com/start`", "this one is d-1234567890"],
      },
    ],
    [
      "the start URL of an instance in GovCloud bears another directory",
      inGovCloud("https://start.us-gov-home.awsapps.com/directory/d-9999999999"),
      {
        confidence: "likely",
        remedy: "human",
        says: ["by `sso_start_url = https://start.us-gov-home.awsapps.com/directory/d-1234567890`"],
      },
    ],
    [
      "the start URL has the form of another partition",
      inGovCloud("https://d-1234567890.awsapps.com/start"),
      {
        confidence: "likely",
        remedy: "human",
        says: ["by `sso_start_url = https://start.us-gov-home.awsapps.com/directory/d-1234567890`"],
      },
    ],
    [
      "the start URL bears another instance",
      atUrl("https://ssoins-9999999999999999.portal.us-east-1.app.aws"),
      { confidence: "likely", remedy: "human", says: ["ssoins-1234567890abcdef"] },
    ],
    [
      "the start URL is the sign-in of an account",
      atUrl("https://123456789012.signin.aws.amazon.com/console"),
      { confidence: "likely", remedy: "human", says: ["the sign-in of an account"] },
    ],
  ],
  silent: [
    ["everything is right", facts()],
    ["the Region is an additional one", facts({ ssoRegion: EU }, { instanceRegions: known([US, EU], ["e47"]) })],
    ["the instance's Regions could not be read", facts({ ssoRegion: EU }, { instanceRegions: failed() })],
    ["somebody chose a name for the portal", atUrl("https://corp.awsapps.com/start")],
    ["the start URL is GovCloud's own", inGovCloud("https://start.us-gov-home.awsapps.com/directory/d-1234567890/")],
    ["the start URL bears the instance itself", atUrl("https://ssoins-1234567890abcdef.portal.us-east-1.app.aws/")],
    ["the start URL cannot be understood", atUrl("d-9999999999.awsapps.com")],
    ["there is no instance", workingFacts({ instance: known(null), additional: withClient({ ssoRegion: EU }) })],
  ],
});
