/** The instance that a plan is written to, found from where the connection points. */
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import { AccessError } from "../../model/errors.ts";
import { failureInWords, type Reading } from "../../model/reading.ts";
import { findInstance } from "../../sources/question/find-instance.ts";
import type { Reader } from "../../sources/reader.ts";
import { noInstance } from "../no-instance.ts";

/** @throws AccessError where there is none, or none can be seen */
export async function instanceToWriteTo(reader: Reader): Promise<InstanceFacts> {
  const instance = needed((await findInstance(reader)).instance);
  if (!instance) throw await noInstance(reader, reader.region);
  return instance;
}

/** @throws AccessError `refused` where it was not read */
export function needed<T>(reading: Reading<T>): T {
  if (reading.state === "known") return reading.value;
  const why = reading.state === "unknown" ? failureInWords(reading.failure) : reading.reason;
  throw new AccessError("refused", `Something needed could not be read: ${why}`);
}
