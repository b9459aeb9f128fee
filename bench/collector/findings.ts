/** Organizations seeded with a finding of every kind, collected from the lab: all are found, none is invented. */
import { scan } from "../../src/diagnosis/scan/scan.ts";
import { writtenForm } from "../../src/model/organization-document/write.ts";
import { collectOrganization } from "../../src/sources/organization/collecting/collect.ts";
import { openLab } from "../../tests/support/lab.ts";
import { labConnection, testContext } from "../../tests/support/reader.ts";
import { healthyOrganization, seededOrganization } from "../../tests/support/seeded/organization.ts";
import { SIZES } from "../organization/sizes.ts";
import { say } from "../verdict.ts";

const SEED = 20_261_125;

export async function findings(): Promise<void> {
  const lab = await openLab({ limits: "off" });
  for (const name of ["S", "M"] as const) {
    const { document, keys } = seededOrganization(healthyOrganization(SIZES[name], SEED));
    await lab.put(writtenForm(document));
    const accessKeyId = document.organization.managementAccountId;
    const connection = labConnection(lab, { credentials: { accessKeyId, secretAccessKey: "lab" }, isUnpaced: true });
    const collected = await collectOrganization(connection, testContext(), { isComplete: true });
    const begun = performance.now();
    const found = new Set(scan(collected.document).findings.map(({ key }) => key));
    const milliseconds = performance.now() - begun;
    const kinds = new Set(keys.map((key) => key.split(" ")[0])).size;
    const missed = keys.filter((key) => !found.has(key));
    const invented = [...found].filter((key) => !keys.includes(key));
    say(
      missed.length === 0 && invented.length === 0 && keys.length > 20,
      `scan ${name} with ${keys.length} findings of ${kinds} kinds planted: ${missed.length} missed, ${invented.length} invented, in ${milliseconds.toFixed(0)} ms`,
    );
  }
  await lab.close();
}
