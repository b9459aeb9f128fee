/** Declares `idc-doctor why`. */
import { buildCommand } from "@stricli/core";
import { connectionFlags, outputFlags } from "../flags.ts";
import { ACCOUNT, from, optionalWord, output, query, SET, text, toggle, USER, word } from "../parameters.ts";

export const why = buildCommand({
  loader: async () => (await import("../commands/why.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      from,
      before: text("Saved organization document of an earlier time: what changed for this grant since", "file"),
      asMe: toggle("You are the user: look into your own portal with the sign-in of `aws sso login`"),
      awsConfig: text("The user's aws configuration (with --as-me: AWS_CONFIG_FILE or ~/.aws/config)", "file"),
      userProfile: text("Which profile of it the user uses", "name"),
      output,
      query,
      action: text("Action that is denied, such as s3:GetObject: which policy refuses it", "service:Action"),
      resource: text("ARN that the action is for; * for an action without a resource", "arn"),
      actionRegion: text("Region that the action is asked for in", "region"),
      expect: text("Exit 0 when the verdict is this one, else 1", "verdict"),
      ...outputFlags,
    },
    positional: {
      kind: "tuple",
      parameters: [word(USER, "user"), optionalWord(ACCOUNT, "account"), optionalWord(SET, "set")],
    },
  },
  docs: { brief: "Find out why somebody cannot see or use an account" },
});
