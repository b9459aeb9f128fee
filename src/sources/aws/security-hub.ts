/** Security Hub's BatchImportFindings: the one call by which alerts reach it. */
import { known, type Reading } from "../../model/reading.ts";
import { type CallContext, call } from "./calling/call.ts";
import { sendSecurityHub } from "./calling/security-hub-client.ts";

interface Imported {
  readonly FailedCount?: number;
  readonly SuccessCount?: number;
  readonly FailedFindings?: readonly { readonly Id?: string; readonly ErrorMessage?: string }[];
}

export interface ImportedFindings {
  readonly imported: number;
  /** Why Security Hub did not take a finding, by its id. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/** API reference of BatchImportFindings. */
export const MOST_FINDINGS_OF_A_BATCH = 100;

/** A finding that is imported again replaces the one of the same id, so that sending it twice changes nothing. */
export async function importFindings(
  calling: CallContext,
  region: string,
  findings: readonly object[],
): Promise<Reading<ImportedFindings>> {
  const answer = await call(calling, {
    service: "securityhub",
    operation: "BatchImportFindings",
    isAdditional: true,
    region,
    input: { findings: findings.length },
    send: async (abortSignal) =>
      sendSecurityHub<Imported>(await calling.clients.securityHub(region), "BatchImportFindings", {
        input: { Findings: findings },
        abortSignal,
      }),
    matters: ({ SuccessCount, FailedCount }) => ({ imported: SuccessCount, refused: FailedCount }),
  });
  if (answer.state !== "known") return answer;
  const { SuccessCount = 0, FailedFindings = [] } = answer.value ?? {};
  const refused = FailedFindings.map(({ Id, ErrorMessage }) => ({ id: Id ?? "", reason: ErrorMessage ?? "" }));
  return known({ imported: SuccessCount, refused }, answer.evidence);
}
