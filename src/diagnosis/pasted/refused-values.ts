/** Values that AWS refused by their form, in the words that all of its services share: which member, and what it must be. */

/** Sentences that are shown; a request may be wrong in many members. */
const MOST = 5;

const CONSTRAINT =
  /Value (?:'([^'\n]{0,300})' )?at '([\w.[\]]{1,100})' failed to satisfy constraint: (Member must (?:not )?(?:(?!; Value )[^\n]){1,500})/g;

/** One sentence for each member; none where the text has no such words. */
export function refusedValues(text: string): readonly string[] {
  return [...text.matchAll(CONSTRAINT)].slice(0, MOST).map(([, value, member, constraint = ""]) => {
    const what =
      value === undefined || value === "null" ? `${member} has no value or a wrong one` : `${member} is "${value}"`;
    return `${what}: ${constraint.replace(/^Member/, "it").trim()}`;
  });
}
