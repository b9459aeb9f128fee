/** Changes of who may open the console, and from where (facts N1, N19). */
import { type Fit, possible } from "../catalogue-ids.ts";
import { textAt } from "../json.ts";
import type { Family } from "./family.ts";

interface Kind {
  readonly meaning: string;
  readonly fits: readonly Fit[];
}

const CLOSES = possible("console-sign-in-policy");
const KINDS = new Map<string, Kind>([
  [
    "PutConsoleAuthorizationConfiguration",
    {
      meaning:
        "Sign-In policies and resource control policies on signin: actions are in force from now on. Those with conditions on the network refuse the console to everybody who comes through the access portal; the CLI goes on working.",
      fits: CLOSES,
    },
  ],
  [
    "DeleteConsoleAuthorizationConfiguration",
    {
      meaning:
        "Sign-In policies are in force no longer, unless they still are for the other of account and organization.",
      fits: [],
    },
  ],
  [
    "PutResourcePermissionStatement",
    {
      meaning:
        "The account's Sign-In policy has one statement more. It has an effect while console authorization is on, and then refuses the console to everybody who comes through the access portal; the CLI goes on working.",
      fits: CLOSES,
    },
  ],
  ["DeleteResourcePermissionStatement", { meaning: "The account's Sign-In policy has one statement less.", fits: [] }],
]);

/** Their source is inferred from that of the sign-ins. */
const SOURCE = "signin.amazonaws.com";

export const signInPolicies: Family = ({ name, source, input, raw, hasFailed }) => {
  const kind = source === SOURCE ? KINDS.get(name) : undefined;
  if (!kind) return undefined;
  const target = textAt(input, "targetId") ?? textAt(raw, "recipientAccountId");
  return {
    title: `${name}: a change of who may open the console`,
    account: target !== undefined && /^\d{12}$/.test(target) ? target : null,
    meaning: hasFailed ? [] : [kind.meaning],
    fits: hasFailed ? [] : kind.fits,
  };
};
