/** How a change names its account. */
import type { AccountId } from "../../model/ids.ts";

/** `sandbox (111122223333)`, or the id alone where the name was not read. */
export const accountWords = ({
  accountId,
  accountName,
}: {
  readonly accountId: AccountId;
  readonly accountName?: string | undefined;
}): string => (accountName === undefined || accountName === accountId ? accountId : `${accountName} (${accountId})`);
