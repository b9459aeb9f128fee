/** Plays a history on a lab: the beginning is loaded, then each step's calls are made. */
import { createRandom } from "../agreement/random.ts";
import { createApi, type Fields } from "./api.ts";
import { beginning, INSTANCE_ARN, MANAGEMENT, STORE } from "./beginning.ts";
import type { History } from "./history.ts";
import { entitlementSteps } from "./steps/entitlements.ts";
import { STEPS } from "./steps/index.ts";
import type { HistoryWorld } from "./world.ts";

type Rows = readonly Record<string, string>[];
const CAME = "2026-01-10T08:00:00.000Z";

/** @param between is called once, in the middle of the history, for what must be compared with its end. */
export async function play(
  labUrl: string,
  { seed, isExternal, usesAccountAccess, steps }: History,
  between: (world: HistoryWorld) => Promise<void> = () => Promise.resolve(),
): Promise<HistoryWorld> {
  const api = createApi(labUrl, MANAGEMENT);
  await api.control("DELETE", "/_lab/faults");
  await api.control("PUT", "/_lab/document", beginning(isExternal, usesAccountAccess));
  const document = await api.control("GET", "/_lab/document");
  let world: HistoryWorld = {
    ...peopleOf(document),
    api,
    random: createRandom(seed),
    isExternal,
    policies: [],
    happenings: [],
    told: [],
    now: async () => String((await api.control("GET", "/_lab/clock"))["now"]),
    instance: INSTANCE_ARN,
    store: STORE,
    management: MANAGEMENT,
  };
  const middle = Math.floor(steps.length / 2);
  for (const [at, step] of steps.entries()) {
    if (at === middle) await between(world);
    world = { ...world, random: createRandom(step.seed) };
    // Two things never happen at the very same instant.
    await api.control("POST", "/_lab/clock", { advance: "PT30S" });
    const words = await (STEPS[step.kind] ?? entitlementSteps[step.kind])?.(world);
    if (words !== undefined) world.told.push(words);
  }
  await api.control("DELETE", "/_lab/faults");
  return world;
}

function peopleOf(document: Fields) {
  const rows = (name: string) => (document[name] ?? []) as Rows;
  return {
    users: rows("users").map(({ id = "", userName = "", displayName = "", givenName, familyName, email }) => ({
      id,
      name: userName,
      displayName,
      fullName: `${givenName} ${familyName}`,
      email,
      cameAt: CAME,
    })),
    groups: rows("groups").map(({ id = "", displayName = "" }) => ({ id, name: displayName, cameAt: CAME })),
    sets: rows("permissionSets").map(({ arn = "", name = "" }) => ({ id: arn, name, cameAt: CAME })),
    accounts: rows("accounts").map(({ id = "", name = "" }) => ({ id, name, cameAt: CAME })),
  };
}
