/** Random changes of mixed kinds through the lab's own APIs, repeatable by their seed. */
import { type Random, seededRandom } from "../../../bench/organization/random.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { accountChanges } from "./accounts.ts";
import { directoryChanges } from "./directory.ts";
import { grantChanges } from "./grants.ts";
import { changingWorld } from "./world.ts";

/** What AWS answers to changes that do not fit together: the event is a failed one, and another change is tried. */
const DOES_NOT_FIT =
  /^(ConflictException|ResourceNotFoundException|ServiceQuotaExceededException|ConstraintViolationException|OrganizationalUnitNotEmptyException|AccountAlreadyClosedException|AccessDeniedException|ValidationException|Scim4\d\d)$/;

const KINDS = { ...grantChanges, ...directoryChanges, ...accountChanges };

export interface Changes {
  /** Makes so many changes that succeed. Answers how many of which kind. */
  readonly make: (count: number) => Promise<Readonly<Record<string, number>>>;
}

export interface ChangesOptions {
  readonly seed: number;
  readonly hasScim?: boolean;
}

export async function mixedChanges(
  url: string,
  document: OrganizationDocument,
  { seed, hasScim = false }: ChangesOptions,
): Promise<Changes> {
  const random: Random = seededRandom(seed);
  const world = await changingWorld(url, document, random, hasScim);
  const names = Object.keys(KINDS);
  // By turns from a random beginning, so that no kind is left out of a hundred.
  let turn = random.below(names.length);
  return {
    make: async (count) => {
      const made: Record<string, number> = {};
      for (let done = 0, tried = 0; done < count; tried += 1) {
        if (tried > 20 * count) throw new Error("too few changes fit the organization");
        const name = names[turn % names.length] ?? "";
        turn += 1;
        if (!(await KINDS[name]?.(world).catch(doesNotFit))) continue;
        made[name] = (made[name] ?? 0) + 1;
        done += 1;
      }
      return made;
    },
  };
}

function doesNotFit(error: unknown): false {
  if (error instanceof Error && DOES_NOT_FIT.test(error.name)) return false;
  throw error;
}
