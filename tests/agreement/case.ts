/** One case of the agreement test: an organization, a question, up to three faults, and perhaps an API that refuses. All from one number. */
import type { Fault } from "../../src/model/organization-document/document.ts";
import { entitle } from "./entitlements.ts";
import { goodToken, rightClient } from "./faults/client.ts";
import type { InjectedFault } from "./faults/fault.ts";
import { API_FAULTS, INJECTED_FAULTS } from "./faults/index.ts";
import { askAnyAction } from "./faults/policies.ts";
import { askAboutAWorkingGrant, type Draft, organizationOf } from "./organization.ts";
import { createRandom, type Random } from "./random.ts";

export interface Case {
  readonly seed: number;
  readonly draft: Draft;
  readonly faults: readonly InjectedFault[];
  readonly apiFault: Fault | undefined;
  /** How the question names the three things. */
  readonly words: { readonly user: string; readonly account: string; readonly permissionSet: string };
}

export function caseOf(seed: number): Case {
  const random = createRandom(seed);
  const draft = organizationOf(random);
  const picked = pickFaults(random);
  if (picked.length > 0 || random.isHit(0.5)) askAboutAWorkingGrant(draft, random);
  if (picked.length === 0) askMore(draft, random);
  const faults = picked.filter((fault) => isChangedBy(fault, draft, random.below(1000)));
  // By chance of its own: what else a seed gives stays as it was.
  const chance = createRandom(seed ^ 0x2f6e2b15);
  if (chance.isHit(0.3)) entitle(draft, chance);
  return { seed, draft, faults, apiFault: pickApiFault(random), words: wordsOf(draft, random) };
}

/** Where nothing is broken: now and then an action, and a client that is in order. */
function askMore(draft: Draft, random: Random): void {
  if (random.isHit(0.4)) askAnyAction(draft, random.below(1000));
  if (random.isHit(0.4)) {
    const client = rightClient(draft, random.below(2));
    draft.asked.client = random.isHit(0.5) ? { ...client, kept: goodToken(draft) } : client;
  }
}

/** Some faults find nothing to break: nobody closes the management account. */
function isChangedBy({ inject }: InjectedFault, draft: Draft, seed: number): boolean {
  const before = JSON.stringify(draft);
  inject(draft, seed);
  return JSON.stringify(draft) !== before;
}

/** One case of eight has none, half of the rest have one, then two, then three. */
function pickFaults(random: Random): readonly InjectedFault[] {
  const count = [0, 1, 1, 1, 1, 2, 2, 3][random.below(8)] ?? 0;
  const picked = new Set<InjectedFault>();
  while (picked.size < count) {
    const fault = random.pick(INJECTED_FAULTS);
    if (random.below(fault.rarity ?? 1) === 0) picked.add(fault);
  }
  return [...picked];
}

function pickApiFault(random: Random): Fault | undefined {
  if (!random.isHit(0.2)) return undefined;
  return { ...random.pick(API_FAULTS), kind: random.isHit(0.5) ? "refuse" : "fail" };
}

/** As the portal names them, or by id or ARN; where there are many sets mostly by ARN, because every name costs a call. */
function wordsOf({ asked, users, permissionSets, instance }: Draft, random: Random): Case["words"] {
  const user = users.find(({ userName }) => userName === asked.user);
  const set = permissionSets.find(({ name }) => name === asked.permissionSet);
  const isOrganization = instance.kind !== "account";
  return {
    user: user && random.isHit(0.1) ? user.id : asked.user,
    account: asked.account,
    permissionSet:
      set && isOrganization && random.isHit(permissionSets.length > 4 ? 0.8 : 0.15) ? set.arn : asked.permissionSet,
  };
}
