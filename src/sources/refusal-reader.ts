/** The reads of AWS's record of a refusal; the same promises as `Reader` makes. */
import type { AuthorizationId, RefusalRecord } from "../facts/refusal-record.ts";
import type { Reading } from "../model/reading.ts";

export interface RefusalReader {
  /** Null: AWS has no such record: older than 24 hours, of another organization, or not recorded yet after some waiting (facts AT14, AT21). */
  refusalRecord(authorization: AuthorizationId): Promise<Reading<RefusalRecord | null>>;
  /** The JSON text of a policy of the record, as it was; null: AWS does not give it. */
  policyOfRefusal(authorization: AuthorizationId, policyUri: string): Promise<Reading<string | null>>;
}
