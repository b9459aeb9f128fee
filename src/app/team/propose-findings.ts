/** A plan for many findings at once: of those that an API can repair. */
import { AccessError } from "../../model/errors.ts";
import { certain, parseRegion } from "../../model/ids.ts";
import { planForFindings } from "../../plan/scan-plan.ts";
import { currentDocument } from "./current.ts";
import { type Proposed, proposePlan } from "./propose.ts";
import type { ServedOrganization, Team } from "./team.ts";

export interface FindingsToRepair {
  readonly keys: readonly string[];
  readonly by: string;
}

/** @throws AccessError `not-found` where one is not open any more; `bad-input` where no API repairs any of them */
export async function proposeForFindings(
  { keys, by }: FindingsToRepair,
  organization: ServedOrganization,
  team: Team,
): Promise<Proposed> {
  const open = new Map(
    (await team.store.findings.list(organization.key, ["open"])).map(({ finding }) => [finding.key, finding]),
  );
  const findings = keys.map((key) => {
    const finding = open.get(key);
    if (finding) return finding;
    throw new AccessError("not-found", `There is no open finding ${JSON.stringify(key)}`);
  });
  const document = await currentDocument(organization, team);
  const region = document?.instance?.primaryRegion ?? certain(parseRegion(organization.connection.aws.region));
  const { context } = team;
  const plan = planForFindings(findings, certain(parseRegion(region)), {
    id: context.newId(),
    createdAt: context.now().toISOString(),
  });
  if (plan) return proposePlan({ origin: { kind: "findings", keys, plan }, by }, organization, team);
  throw new AccessError("bad-input", "None of these findings can be repaired through an API", {
    next: "Each finding says what a person has to do",
  });
}
