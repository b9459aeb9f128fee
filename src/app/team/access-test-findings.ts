/** Access tests that fail as findings: opened, alerted, closed and recurred as everything else that a scan finds. */
import type { AccessTest, AccessTests, Deviation, Expectation } from "../../model/access-test.ts";
import { ACCESS_TEST_FAILED, type Finding, type FindingSubject } from "../../model/finding.ts";
import { parseAccountId, parseGroupId, parsePermissionSetArn, parseUserId } from "../../model/ids.ts";

/** The same expectation has the same key in every run, whatever its name. */
export function keyOfTest({ subject, account, set, role, claim }: Expectation): string {
  const words = claim.kind === "only" ? `only ${[...claim.words].sort().join(",")}` : claim.kind;
  return `${ACCESS_TEST_FAILED} ${subject.kind}:${subject.words} ${account} ${set ?? role ?? "*"} ${words}`;
}

/** @param wasOpen whether the finding of a key was open: an undecided test leaves it so */
export const findingsOfTests = (
  answered: AccessTests | undefined,
  wasOpen: (key: string) => boolean,
): readonly Finding[] =>
  (answered?.tests ?? [])
    .filter(({ outcome, expectation }) =>
      outcome === "undecided" ? wasOpen(keyOfTest(expectation)) : outcome === "failed",
    )
    .map(findingOf);

function findingOf({ expectation, message, deviations }: AccessTest): Finding {
  const people = [...new Set(deviations.flatMap(({ who }) => (who?.kind === "user" ? [who.name ?? who.id] : [])))];
  return {
    key: keyOfTest(expectation),
    cause: ACCESS_TEST_FAILED,
    severity: "high",
    confidence: "proved",
    title: "An access test fails",
    summary: `${expectation.name}: ${message}`,
    subject: deviations.length === 1 && deviations[0] ? subjectOf(deviations[0]) : {},
    affected: { users: people.length, sample: people.slice(0, 5) },
    remedy: {
      kind: "human",
      summary: "Find out which of the two is wrong: the access, or the test",
      risk: "low",
      steps: ["Correct the assignment or the membership that the test names, or change the test in its file."],
    },
  };
}

function principalOf({ kind, id, name }: NonNullable<Deviation["who"]>): FindingSubject["principal"] {
  if (kind === "user") {
    const user = parseUserId(id);
    return user.kind === "ok" ? { type: "USER", id: user.value, name } : undefined;
  }
  const group = parseGroupId(id);
  return group.kind === "ok" ? { type: "GROUP", id: group.value, name } : undefined;
}

/** Where all that deviates is one grant, the finding is about it. */
function subjectOf({ account, permissionSet, who }: Deviation): FindingSubject {
  const [accountId, arn] = [parseAccountId(account.id), permissionSet && parsePermissionSetArn(permissionSet.arn)];
  return {
    ...(who !== null && { principal: principalOf(who) }),
    ...(accountId.kind === "ok" && { account: { id: accountId.value, name: account.name ?? account.id } }),
    ...(arn?.kind === "ok" && { permissionSet: { arn: arn.value, name: permissionSet?.name ?? arn.value } }),
  };
}
