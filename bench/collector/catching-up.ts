/** After a scan of L, a hundred changes of mixed kinds: what catching up costs, and whether it equals a new collection. */
import { type Lab, startLab } from "../../src/lab/index.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { type Collection, collectOrganization } from "../../src/sources/organization/collecting/collect.ts";
import { refreshOrganization } from "../../src/sources/organization/refreshing/refresh.ts";
import { timeless } from "../../tests/support/changes/compare.ts";
import { mixedChanges } from "../../tests/support/changes/make.ts";
import { labConnection, testContext } from "../../tests/support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "../../tests/support/sized-organization.ts";
import { say } from "../verdict.ts";

const CHANGES = 100;
const MOST_CALLS_PER_CHANGE = 5;
const UNITS = 60;
const SEED = 20_261_125;

/** People of another provider, so that SCIM is among the changes. */
export async function catchingUp(): Promise<void> {
  const lab = await labWithUnits();
  const before = await collect(lab);
  costOfUnits(before);
  const changes = await mixedChanges(lab.url, before.document, { seed: SEED, hasScim: true });
  const made = await changes.make(CHANGES);
  const done = await refreshOrganization(before.document, connectionTo(lab), testContext());
  const fresh = await collect(lab);
  await lab.close();
  if (done.kind !== "refreshed") return say(false, `catching up L: a full collection, because ${done.reason}`);
  const lookups = done.calls.byOperation["cloudtrail:LookupEvents"] ?? 0;
  const perChange = done.calls.total / CHANGES;
  say(
    perChange <= MOST_CALLS_PER_CHANGE,
    `catch L up with ${CHANGES} changes of ${Object.keys(made).length} kinds, SCIM among them (seed ${SEED}): ${done.calls.total} calls, ${lookups} of them LookupEvents, ${perChange.toFixed(2)} a change (at most ${MOST_CALLS_PER_CHANGE}); a new collection ${fresh.calls.total}`,
  );
  const isEqual = JSON.stringify(timeless(done.document)) === JSON.stringify(timeless(fresh.document));
  const hasGaps = (done.document.coverage?.gaps.length ?? 0) > 0;
  const isChanged = JSON.stringify(timeless(before.document)) !== JSON.stringify(timeless(fresh.document));
  say(
    isEqual && isChanged && !hasGaps,
    `  the document caught up ${isEqual ? "equals" : "differs from"} a new collection`,
  );
}

const connectionTo = (lab: Lab) =>
  labConnection(lab, { credentials: { accessKeyId: MANAGEMENT, secretAccessKey: "lab" }, isUnpaced: true });

/** With the units, so that they are compared, too. */
const collect = (lab: Lab): Promise<Collection> =>
  collectOrganization(connectionTo(lab), testContext(), { includesUnits: true });

async function labWithUnits(): Promise<Lab> {
  const written = sizedOrganization(SIZES.L);
  const ids = Array.from({ length: UNITS }, (_, at) => `ou-root-${String(10_000_000 + at)}`);
  const organization: WrittenDocument = {
    ...written,
    instance: { identitySource: "external" },
    // Each unit has three below it.
    organizationalUnits: ids.map((id, at) => ({
      id,
      name: `unit-${at}`,
      ...(at < 3 ? {} : { parent: ids[Math.floor(at / 3) - 1] ?? "" }),
    })),
    accounts: (written.accounts ?? []).map((row, at) => (at === 0 ? row : { ...row, parent: ids[at % UNITS] ?? "" })),
  };
  const loaded = loadOrganizationDocument(organization);
  if (loaded.kind === "invalid") throw new Error("the organization with units does not load");
  return startLab({ document: loaded.document, limits: "off", provisioningMilliseconds: 0 });
}

/** The root, the units below each node, and then the fewer of accounts by node and parents by account. */
function costOfUnits({ calls, document }: Collection): void {
  const spent = ["ListRoots", "ListOrganizationalUnitsForParent", "ListAccountsForParent", "ListParents"]
    .map((operation) => calls.byOperation[`organizations:${operation}`] ?? 0)
    .reduce((sum, count) => sum + count, 0);
  const nodes = document.organizationalUnits.length + 1;
  const accounts = document.accounts.length;
  const bound = 1 + nodes + Math.min(accounts, nodes + Math.ceil(accounts / 20));
  say(
    spent <= bound && document.organizationalUnits.length === UNITS,
    `  units of L on demand: ${spent} calls more for ${UNITS} units (at most 1 + nodes + min(accounts, nodes + ⌈accounts/20⌉) = ${bound})`,
  );
}
