/** The user is in more groups than an earlier quota table allows for the evaluation of access (facts A17). */
import { GROUPS_EVALUATED, thousands } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { userName } from "../../path/names.ts";

interface TooMany extends Found {
  readonly count: number;
}

export const tooManyGroups = defineCause<TooMany>({
  id: "too-many-groups",
  stage: "membership",
  rank: 60,
  title: "The user may be in too many groups",
  facts: ["A17"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule: `Never more than possible: one copy of AWS's quotas names ${thousands(GROUPS_EVALUATED)} groups for the evaluation of a user's access, the newest copy does not.`,
  documentation: {
    symptoms: [
      "Number of unique groups that can be used to evaluate the permissions for a user",
      "Some accounts of the user appear in the portal, others do not, although all are assigned through groups",
    ],
    why: `An earlier version of AWS's table of quotas says that at most ${thousands(GROUPS_EVALUATED)} groups are used to evaluate what a user may do. Whether the limit still exists is not documented.`,
    whatToDo:
      "Remove the user from groups that give no access, or assign this access directly, and check whether the account appears.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html"],
  },
  find: ({ facts: { groupIds } }) => {
    const count = knownValue(groupIds)?.length ?? 0;
    return count > GROUPS_EVALUATED ? { confidence: "possible", evidence: evidenceOf(groupIds), count } : undefined;
  },
  explain: ({ count }, grant) =>
    `${userName(grant)} is a member of ${count} groups. An earlier table of AWS's quotas says that ${GROUPS_EVALUATED} are used to evaluate a user's access, so this assignment may not be evaluated.`,
  remedy: (_found, grant) => ({
    kind: "human",
    summary: `Reduce the groups of ${userName(grant)}, or assign the access directly`,
    risk: "medium",
    steps: [
      "If the portal of the user shows the account, there is nothing to do.",
      "If not, remove the user from groups that give no access here, in the directory that owns them, and have them sign in again.",
      "If that helps, ask AWS Support which limit applies to your instance.",
    ],
  }),
});
