/** Errors of Sign-In, where its policies may be changed, and the account whose they are (facts N1). */
import { type AccountSignIn, NO_SIGN_IN } from "../../../model/organization-document/sign-in.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";

export const invalid = (message: string): ApiError => new ApiError("ValidationException", message);
export const notFound = (message: string): ApiError => new ApiError("ResourceNotFoundException", message);

/** Policies are changed in one Region, which replicates them, and read in all (Sign-In User Guide). The error is inferred. */
export function checkWriteRegion({ region }: Call): void {
  if (region !== "us-east-1") throw invalid(`Sign-In policies are changed in us-east-1, not in ${region}`);
}

export const signInOf = (world: World, accountId: string): AccountSignIn =>
  world.accounts.get(accountId)?.signIn ?? NO_SIGN_IN;

/** Changes the caller's account. Accounts that the lab does not have keep nothing. */
export function changeSignIn({ world, caller }: Call, change: Partial<AccountSignIn>): void {
  const account = world.accounts.get(caller.accountId);
  if (account) world.accounts.put({ ...account, signIn: { ...signInOf(world, account.id), ...change } });
}
