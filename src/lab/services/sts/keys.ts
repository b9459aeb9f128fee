/** Access keys that the lab issues, and the caller that a key belongs to. */
import { ApiError } from "../../protocol/api-error.ts";
import type { LabCaller, World } from "../../world/world.ts";

export interface RoleSession {
  readonly accountId: string;
  readonly roleName: string;
  readonly sessionName: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** JSON of a policy that limits the session. */
  readonly sessionPolicy?: string | undefined;
}

export interface IssuedKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Milliseconds of the lab's clock. */
  readonly endsAt: number;
  /** `<role id>:<session name>` */
  readonly assumedRoleId: string;
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Sixteen letters of base32 for twenty hexadecimal digits: what AWS's access key ids are written in. */
const base32 = (hex: string): string =>
  [...(BigInt(`0x1${hex}`).toString(2).slice(1).match(/.{5}/g) ?? [])]
    .map((bits) => BASE32[Number.parseInt(bits, 2)])
    .join("");

/** Keys that act as the role session for so many milliseconds from now. */
export function issueKeys(world: World, session: RoleSession, milliseconds: number): IssuedKeys {
  const { accountId, roleName, sessionName, tags, sessionPolicy } = session;
  const accessKeyId = `ASIA${base32(world.random.hex(20))}`;
  const assumedRoleId = `AROA${world.random.hex(17).toUpperCase()}:${sessionName}`;
  const endsAt = world.clock.now().getTime() + milliseconds;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;
  const limits = { ...(tags && { tags }), ...(sessionPolicy && { sessionPolicy }) };
  world.keys.put({ accessKeyId, accountId, arn, userId: assumedRoleId, endsAt, ...limits });
  const [secretAccessKey, sessionToken] = [world.random.hex(40), world.random.hex(64)];
  return { accessKeyId, secretAccessKey, sessionToken, endsAt, assumedRoleId };
}

/**
 * A key of twelve digits is that account; an issued key is its session; any other the management account (design, section 5).
 *
 * @throws ApiError for an issued key whose time is over.
 */
export function callerOf(world: World, accessKeyId: string | undefined): LabCaller {
  const issued = accessKeyId === undefined ? undefined : world.keys.get(accessKeyId);
  if (issued && issued.endsAt <= world.clock.now().getTime())
    // Common errors of every AWS service; Query services call it ExpiredToken (API references).
    throw new ApiError("ExpiredTokenException", "The security token included in the request is expired", {
      status: 403,
    });
  if (issued) return issued;
  const accountId = /^\d{12}$/.test(accessKeyId ?? "") ? (accessKeyId ?? "") : world.organization.managementAccountId;
  return { accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId };
}
