/** The one who asks may not read something that the answer needs. What was refused stays unknown; it is not taken for absent. */

import { arnName } from "../../../model/arn-name.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { ReadFailure } from "../../../model/reading.ts";
import { evidenceOf, knownValue, MEMBER_ACCOUNT } from "../../../model/reading.ts";
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { layerReadings } from "../../action/action-decision.ts";
import { defineCause, type Found } from "../../cause.ts";
import { listed } from "../../path/names.ts";
import { readingsOf } from "../../path/walk-grant.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NotPermitted extends Found {
  readonly refused: readonly ReadFailure[];
}

export const callerNotPermitted = defineCause<NotPermitted>({
  id: "caller-not-permitted",
  stage: "instance",
  rank: 10,
  title: "The caller lacks the read permissions needed to answer",
  facts: ["7.1", "A19"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule: "Always proved: AWS refused the call. This says nothing about the user's access.",
  documentation: {
    symptoms: [
      "AccessDeniedException: User is not authorized to perform: sso:ListAccountAssignments",
      "AccessDeniedException: You do not have sufficient access to perform this action",
      "The diagnosis is undecided",
    ],
    why: "A refused read proves nothing: the assignment may or may not exist. The answer is therefore `undecided`, and names each missing permission.",
    whatToDo:
      "Give the caller the read permissions named above, or run the command in the management account. `idc-doctor permissions --for diagnose` prints the whole policy.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/iam-auth-access-using-id-policies.html"],
  },
  find: ({ facts, failures }) => {
    const refused = failures.filter(isRefusedCaller);
    if (refused.length === 0) return undefined;
    const isNamed = ({ service, operation }: ReadFailure): boolean =>
      refused.some((one) => one.service === service && one.operation === operation);
    const evidence = [...readingsOf(facts), ...layerReadings(facts)].flatMap((reading) =>
      reading.state === "unknown" && isRefusedCaller(reading.failure) && isNamed(reading.failure)
        ? evidenceOf(reading)
        : [],
    );
    return { confidence: "proved", evidence, refused };
  },
  explain: ({ refused }, grant) =>
    memberAccount(refused)
      ? `No Identity Center instance can be seen: ${memberAccount(refused)?.message}. Only the management account and the account registered as delegated administrator see it, so the user's access is unknown.`
      : `AWS refused ${listed(refused.map(({ service, operation }) => `${service} ${operation}`))} to ${callerName(grant)}. What these calls would return is unknown, not absent. The question cannot be answered without ${listed(permissionsOf(refused))}.`,
  remedy: ({ refused }, grant) => (memberAccount(refused) ? askFromTheRightAccount(refused) : allow(refused, grant)),
});

const memberAccount = (refused: readonly ReadFailure[]): ReadFailure | undefined =>
  refused.find(({ code }) => code === MEMBER_ACCOUNT);

/** Facts 3.7: these two accounts see the instance. */
const askFromTheRightAccount = (refused: readonly ReadFailure[]): Remedy => ({
  kind: "human",
  summary: "Use credentials of the management account or of the delegated administrator",
  risk: "low",
  steps: [
    `${sentence(memberAccount(refused)?.message ?? "")}.`,
    "Check which account a profile belongs to: `aws sts get-caller-identity --profile <profile>`. Then run the command with a profile of the management account.",
    `The account that is registered as delegated administrator works too. The management account can list it: \`aws organizations list-delegated-administrators --service-principal ${IDENTITY_CENTER_SERVICE}\`.`,
  ],
});

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const allow = (refused: readonly ReadFailure[], grant: WalkedGrant): Remedy => ({
  kind: "human",
  summary: `Allow ${callerName(grant)} ${listed(permissionsOf(refused))}`,
  risk: "low",
  steps: [
    ...refused.map(
      ({ permission, service, operation, message }) =>
        `Allow ${permission} (for ${service} ${operation}). AWS said: "${message}"`,
    ),
    "These actions only read. `idc-doctor permissions --for diagnose` prints the whole least-privilege policy.",
    "Or run the command with credentials that already have them, for example those of the management account.",
  ],
});

/** What the portal refuses, it refuses to the user's token, not to the one who asks. */
const isRefusedCaller = ({ kind, service }: ReadFailure): boolean => kind === "refused" && service !== "sso";

const permissionsOf = (refused: readonly ReadFailure[]): readonly string[] => [
  ...new Set(refused.map(({ permission }) => permission)),
];

function callerName({ facts }: WalkedGrant): string {
  const arn = knownValue(facts.caller)?.arn;
  return arn === undefined ? "these credentials" : arnName(arn);
}
