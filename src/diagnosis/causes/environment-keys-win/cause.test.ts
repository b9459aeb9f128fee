/** Recognises access keys in the environment win over the profile, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { environmentKeysWin, environmentKeysWinIn } from "./cause.ts";

specifyPasted(
  { cause: environmentKeysWin, noticedIn: environmentKeysWinIn },
  {
    recognises: [
      [
        "@aws-sdk/credential-provider-node - defaultProvider::fromEnv WARNING: Multiple credential sources detected: Both AWS_PROFILE and the pair AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY static credentials are set.",
        "proved",
      ],
      [
        "   profile                  dev              env    ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']\naccess_key     ****************ABCD              env    ",
        "proved",
      ],
      [
        "   profile                <not set>             None    None\naccess_key     ****************ABCD              env    ",
        "possible",
      ],
      ["Found credentials in environment variables.", "possible"],
      ["AWS_PROFILE is ignored", "likely"],
    ],
    silent: [
      "   profile                  dev           manual    --profile\naccess_key     ****************ABCD              sso    ",
      "AWS_PROFILE=dev aws s3 ls",
      "",
    ],
  },
);
