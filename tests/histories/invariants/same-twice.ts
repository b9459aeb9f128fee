/** The same question gives the same answer a second time; a document of the same moment gives the same verdict. */
import type { Diagnosis } from "../../../src/model/diagnosis.ts";

/** What an answer says, without the time and the numbers of its calls. */
const said = ({ verdict, causes, grants, notExamined }: Diagnosis): string =>
  JSON.stringify({
    verdict,
    causes: causes.map(({ id, confidence, remedy }) => [id, confidence, remedy.kind]),
    grants,
    notExamined: notExamined.map(({ what }) => what),
  });

export const differsTheSecondTime = (first: Diagnosis, second: Diagnosis): readonly string[] =>
  said(first) === said(second) ? [] : [`asked again the answer is another: ${said(first)} then ${said(second)}`];

/** A document holds no events and no roles, so causes may differ; the verdict may not, and the first cause lies on the same stage. */
export function differsFromSnapshot(live: Diagnosis, snapshot: Diagnosis): readonly string[] {
  const [now, then] = [live.causes[0], snapshot.causes[0]];
  if (live.verdict !== snapshot.verdict && !mayBeUnseen(live, snapshot))
    return [`live it is ${live.verdict} (${now?.id}), from the snapshot ${snapshot.verdict} (${then?.id})`];
  return [];
}

/** Roles are not part of a collection: what only they show, `denied`, a snapshot cannot see, and must say so. */
const mayBeUnseen = (live: Diagnosis, snapshot: Diagnosis): boolean =>
  live.verdict === "denied" && snapshot.notExamined.some(({ what }) => /role/i.test(what));
