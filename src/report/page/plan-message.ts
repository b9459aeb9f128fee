/** What the person that a plan is for can be told once it is applied. */
import type { Plan } from "../../model/plan.ts";
import { plain } from "../sanitize.ts";

/** Undefined where the plan promises nobody anything, or takes access away. @param place the account by its name */
export function planMessage({ promise }: Pick<Plan, "promise">, place: string | undefined): string | undefined {
  if (!promise || promise.expects === "gone") return undefined;
  const { permissionSetName, accountId, roleArn } = promise;
  if (roleArn !== undefined)
    return plain(
      `You can use role ${permissionSetName} in ${place ?? accountId} now. Reload the account access portal.`,
    );
  return plain(
    `You can use ${permissionSetName} in ${place ?? accountId} now. Sign out of the access portal and sign in again.`,
  );
}
