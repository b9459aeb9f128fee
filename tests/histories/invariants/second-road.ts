/** What is said of account access manager is what its portal lists, and whether the roles open. */
import { secondRoadDisagreement } from "../../agreement/judge-second-road.ts";
import type { Invariant } from "./invariant.ts";

export const secondRoadAgrees: Invariant = ({ truth, question, diagnosis }) => {
  const { people, account } = question.means;
  const [person] = people;
  // A question without an account is about all of them.
  if (!person || !account) return [];
  const roles = truth.entitled.get(person.id) ?? new Map<string, boolean>();
  const entitled = [...roles]
    .filter(([arn]) => arn.split(":")[4] === account.id)
    .map(([roleArn, opens]) => ({ roleArn, opens }));
  const wrong = secondRoadDisagreement(diagnosis, { entitled });
  return wrong === undefined ? [] : [wrong];
};
