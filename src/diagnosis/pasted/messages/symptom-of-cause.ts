/** A symptom whose words are those of the catalogue: no second text about the same cause. */
import type { CauseId } from "../../../model/cause-ids.ts";
import { causes } from "../../causes/index.ts";
import { likely } from "../catalogue-ids.ts";
import { searched, surelyMeant } from "../catalogue-search.ts";
import type { Symptom } from "./symptom.ts";

/** What the catalogue says of a cause, as a symptom that leads to it. */
export function symptomOf(id: CauseId, asks?: Symptom["asks"]): Symptom {
  const cause = causes.find((one) => one.id === id);
  return {
    title: cause?.title ?? id,
    words: [],
    meaning: cause === undefined ? [] : [cause.documentation.why],
    question: `${cause?.documentation.whatToDo ?? ""} Whether it is so:`.trim(),
    fits: likely(id),
    ...(asks === undefined ? {} : { asks }),
  };
}

/** Causes of which the catalogue has these very words; more of them decide nothing. */
const MOST_MEANT = 3;

/** What the search of the catalogue surely finds: `causes` and `explain` give the same answer. */
export function symptomInCatalogue(line: string): Symptom | undefined {
  const ids = surelyMeant(line, searched(line)).map(({ cause }) => cause.id);
  const [first] = ids;
  return first === undefined || ids.length > MOST_MEANT ? undefined : { ...symptomOf(first), fits: likely(...ids) };
}
