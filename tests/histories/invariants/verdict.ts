/** The verdicts agree with the portal and the role, and each that is not `works` has a cause or says what was not looked at. */
import type { Verdict } from "../../../src/model/diagnosis.ts";
import { placeKey } from "../truth.ts";
import type { Answered, Invariant } from "./invariant.ts";

export const verdictAgrees: Invariant = (answered) => {
  const { diagnosis, question } = answered;
  const { verdict, grants, causes, couldNotRead, notExamined } = diagnosis;
  const wrong = grants.flatMap((grant) => {
    const right = rightVerdicts(answered, grant);
    return right.includes(grant.verdict)
      ? []
      : [`${grant.verdict} of ${grant.permissionSet} in ${grant.account}, but it is ${right.join(" or ")}`];
  });
  const isExplained = verdict === "works" || causes.length > 0 || couldNotRead.length > 0 || notExamined.length > 0;
  return [
    ...wrong,
    ...(isExplained ? [] : [`${verdict} with neither a cause nor a word on what was not looked at`]),
    ...(verdict === "works" && question.means.set ? worksWrongly(answered) : []),
    ...(verdict === "undecided" ? [`undecided, although nothing failed: ${JSON.stringify(couldNotRead)}`] : []),
  ];
};

function worksWrongly({ question: { means }, truth }: Answered): readonly string[] {
  const { people, account, set } = means;
  const [person] = people;
  if (!account || !set) return [];
  const isShown =
    person && truth.portals.get(person.id)?.has(placeKey({ account: account.id, set: set.name })) === true;
  return isShown ? [] : ["works, and the portal does not show it"];
}

/** As in the agreement test: what the portal and the role do leaves one verdict, sometimes two. */
function rightVerdicts(
  { truth, question, roles }: Answered,
  { account, permissionSet }: { readonly account: string; readonly permissionSet: string | null },
): readonly Verdict[] {
  const [person] = question.means.people;
  const key = placeKey({ account, set: permissionSet ?? "" });
  const isListed = person !== undefined && permissionSet !== null && truth.portals.get(person.id)?.has(key) === true;
  const isUnderWay = truth.document.requests.some(({ status }) => status === "IN_PROGRESS");
  if (!isListed) return isUnderWay ? ["not-visible", "pending"] : ["not-visible"];
  const role = roles.get(key);
  if (!role?.opens || role.isEmpty) return ["denied"];
  return role.isOutdated ? ["stale"] : ["works"];
}
