/** Access keys that the lab issues, and whom a key stands for. */

import type { World } from "../../world/world.ts";
import type { LabCaller } from "../operation.ts";

export interface RoleSession {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
}

export interface IssuedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export const sessionCaller = ({ accountId, roleName, sessionName }: RoleSession, roleId: string): LabCaller => ({
  accountId,
  arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
  userId: `${roleId}:${sessionName}`,
});

/** Keys that act as the role session from now on. */
export function issueKeys(world: World, session: RoleSession): IssuedKeys {
  const accessKeyId = `ASIA${world.random.hex(16).toUpperCase()}`;
  world.keys.set(accessKeyId, sessionCaller(session, `AROA${world.random.hex(17).toUpperCase()}`));
  return { accessKeyId, secretAccessKey: world.random.hex(40), sessionToken: world.random.hex(64) };
}

/** A key of twelve digits is that account; an issued key is its session; any other the management account (design, section 5). */
export function callerOf(world: World, accessKeyId: string | undefined): LabCaller {
  const issued = accessKeyId === undefined ? undefined : world.keys.get(accessKeyId);
  if (issued) return issued;
  const accountId = /^\d{12}$/.test(accessKeyId ?? "") ? (accessKeyId ?? "") : world.organization.managementAccountId;
  return { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId };
}
