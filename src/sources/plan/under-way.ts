/** The requests that AWS still works on, with what they are about: a plan may contradict them (facts D14). */
import type { RequestUnderWay } from "../../facts/plan/plan-surroundings.ts";
import type { InstanceArn } from "../../model/ids.ts";
import { allKnown, mapReading, type Reading } from "../../model/reading.ts";
import type { Ledger, Reader } from "../reader.ts";

const LEDGERS: readonly Ledger[] = ["create-assignment", "delete-assignment", "provision"];

/** A request that ended or was forgotten while it was looked at is none. */
export async function readUnderWay(
  reader: Reader,
  instanceArn: InstanceArn,
): Promise<Reading<readonly RequestUnderWay[]>> {
  const lists = await Promise.all(LEDGERS.map((ledger) => readLedger(reader, instanceArn, ledger)));
  return mapReading(allKnown(lists), (found) => found.flat());
}

async function readLedger(
  reader: Reader,
  instanceArn: InstanceArn,
  ledger: Ledger,
): Promise<Reading<readonly RequestUnderWay[]>> {
  const rows = await reader.requestRows(instanceArn, ledger, "IN_PROGRESS");
  if (rows.state !== "known") return rows;
  const details = await Promise.all(rows.value.map(({ id }) => reader.request(instanceArn, ledger, id)));
  if (details.length === 0) return mapReading(rows, () => []);
  return mapReading(allKnown(details), (all) =>
    all.flatMap((request) =>
      request?.status === "IN_PROGRESS"
        ? [
            {
              ledger,
              id: request.id,
              accountId: request.accountId,
              permissionSetArn: request.permissionSetArn,
              principal: request.principal,
            },
          ]
        : [],
    ),
  );
}
