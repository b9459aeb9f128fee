/** securityhub: findings are imported and not shown; what matters is what AWS would refuse. */
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../operation.ts";

interface ImportedFinding {
  readonly Id: string;
  readonly ProductArn: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
}

/** Security Hub User Guide, BatchImportFindings: a custom product of the account that calls, in the Region that is called. */
function refusalOf(
  { ProductArn, AwsAccountId, UpdatedAt, CreatedAt }: ImportedFinding,
  call: Call,
): string | undefined {
  const { accountId } = call.caller;
  const own = `:securityhub:${call.region}:${accountId}:product/${accountId}/default`;
  if (!/^arn:aws[\w-]*:securityhub:/.test(ProductArn) || !ProductArn.endsWith(own))
    return `Not authorized to import findings for ${ProductArn}`;
  if (AwsAccountId !== accountId) return `AwsAccountId ${AwsAccountId} is not the account of the caller`;
  const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text);
  return isTime(CreatedAt) && isTime(UpdatedAt) ? undefined : "CreatedAt and UpdatedAt have to be dates of RFC 3339";
}

export const securityHub: Operations = {
  BatchImportFindings: ({ Findings }: { readonly Findings: readonly ImportedFinding[] }, call: Call) => {
    const ids = new Set(Findings.map(({ Id }) => Id));
    if (ids.size < Findings.length)
      throw new ApiError("InvalidInputException", "Finding Ids must be unique in a batch");
    const FailedFindings = Findings.flatMap((finding) => {
      const ErrorMessage = refusalOf(finding, call);
      return ErrorMessage === undefined ? [] : [{ Id: finding.Id, ErrorCode: "InvalidInput", ErrorMessage }];
    });
    const FailedCount = FailedFindings.length;
    return {
      FailedCount,
      SuccessCount: Findings.length - FailedCount,
      ...(FailedCount > 0 && { FailedFindings }),
    };
  },
};
