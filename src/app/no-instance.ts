/** What it may mean that no Identity Center instance is to be seen. */
import { AccessError } from "../model/errors.ts";
import type { Reader } from "../sources/reader.ts";

/** An account without a part in Identity Center sees no instance (facts 3.7), so that none is there is not proved. */
export async function noInstance(reader: Reader, region: string): Promise<AccessError> {
  const caller = await reader.callerIdentity();
  const who = caller.state === "known" ? `Your account ${caller.value.accountId}` : "Your account";
  return new AccessError(
    "not-found",
    `${who} sees no Identity Center instance in ${region} or any other Region that was checked, so nothing was sent`,
    {
      next: "Only the management account and a delegated administrator account can see the instance. Check --profile, then --region",
    },
  );
}
