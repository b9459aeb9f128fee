/** Fires where the identity store alone refuses, and no policy is named. */
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { certain, parseAccountId } from "../../../model/ids.ts";
import { known, type Reading } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { identityStoreNetworkControl } from "./cause.ts";

const refusedWith = (message: string, reason?: string): Reading<never> => ({
  state: "unknown",
  evidence: ["e40"],
  failure: {
    kind: "refused",
    service: "identitystore",
    operation: "DescribeUser",
    permission: "identitystore:DescribeUser",
    message,
    reason,
  },
});
const GENERAL = refusedWith("You do not have sufficient access to perform this action");
const NETWORK = refusedWith("Access is denied by the network configuration of the identity store");
const POLICY = refusedWith("User is not authorized because no identity-based policy allows the action");
const KEY = refusedWith("The caller may not use the key", "KMS_AccessDeniedException");
const root = known({ accountId: certain(parseAccountId("123456789012")), arn: "arn:aws:iam::123456789012:root" });

specify(identityStoreNetworkControl, {
  fires: [
    [
      "no layer is named",
      workingFacts({ user: GENERAL, groupIds: GENERAL }),
      { confidence: "possible", remedy: "human", says: ["DescribeUser", "ApiAllowSourceIps"] },
    ],
    [
      "AWS names the network",
      workingFacts({ user: NETWORK, groupIds: NETWORK }),
      { confidence: "likely", remedy: "human", evidence: ["e40"] },
    ],
    [
      "the management account's root user is refused",
      workingFacts({ caller: root, user: GENERAL, groupIds: GENERAL }),
      { confidence: "likely", remedy: "human" },
    ],
  ],
  silent: [
    ["a policy is named", workingFacts({ user: POLICY, groupIds: POLICY })],
    ["AWS gives a reason of its key", workingFacts({ user: KEY, groupIds: KEY })],
    ["one read went well", workingFacts({ groupIds: GENERAL })],
    ["sso-admin refuses", workingFacts({ attached: failed() })],
    ["the instance was not read", workingFacts({ instance: failed(), user: GENERAL, groupIds: GENERAL })],
  ],
});
