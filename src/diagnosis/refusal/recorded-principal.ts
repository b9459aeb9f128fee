/** Who was refused, from the request context of AWS's record: the question about that person's access. */
import type { RefusalRecord } from "../../facts/refusal-record.ts";
import { type AccountId, certain, parseAccountId, parseUserId } from "../../model/ids.ts";
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import { contextTexts } from "./refusing-statements.ts";

export interface RecordedPrincipal {
  readonly roleArn: string;
  readonly roleName: string;
  readonly accountId: AccountId;
  readonly sessionName: string;
  /** The permission set of a reserved role, else the name of the role itself; undefined: not a person of Identity Center. */
  readonly grant: { readonly kind: "permission set" | "entitled role"; readonly name: string } | undefined;
}

/** Undefined where the caller was not the session of a role. */
export function principalOfRecord({ requestContext }: RefusalRecord): RecordedPrincipal | undefined {
  const values = contextTexts(requestContext);
  const textOf = (name: string): string =>
    Object.entries(values).find(([key]) => key.toLowerCase() === name)?.[1][0] ?? "";
  const roleArn = textOf("aws:principalarn");
  // `role-id:session name` (IAM User Guide, "Principal key values").
  const sessionName = /^A[A-Z0-9]{3,}:(.+)$/.exec(textOf("aws:userid"))?.[1];
  const [, account, roleName] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  const accountId = parseAccountId(account ?? "");
  if (roleName === undefined || sessionName === undefined || accountId.kind !== "ok") return undefined;
  const set = parseReservedRoleName(roleName)?.permissionSetName;
  return { roleArn, roleName, accountId: certain(accountId), sessionName, grant: grantOf(set, roleName, sessionName) };
}

/** Account access manager names its sessions by the user's id (facts AAM39). */
function grantOf(set: string | undefined, roleName: string, sessionName: string): RecordedPrincipal["grant"] {
  if (set !== undefined) return { kind: "permission set", name: set };
  return parseUserId(sessionName).kind === "ok" ? { kind: "entitled role", name: roleName } : undefined;
}
