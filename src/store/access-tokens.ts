/** Tokens that programs sign in with: only their digest is kept, so that whoever reads the database cannot use them. */
import { createHash, randomBytes } from "node:crypto";
import type { Engine } from "./engine.ts";

export interface AccessToken {
  readonly id: string;
  /** What it is for, in the words of whoever made it. */
  readonly name: string;
  readonly role: string;
  /** Null: every organization. */
  readonly organization: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

export type AccessTokenToMake = Omit<AccessToken, "id" | "revokedAt">;

export interface AccessTokens {
  /** The text is shown once and kept nowhere. */
  readonly make: (token: AccessTokenToMake) => Promise<{ readonly id: string; readonly text: string }>;
  /** Undefined: there is none, or its time is over at this moment (ISO 8601), or it was revoked. */
  readonly find: (text: string, at: string) => Promise<AccessToken | undefined>;
  readonly list: () => Promise<readonly AccessToken[]>;
  /** False: there is none. */
  readonly revoke: (id: string, at: string) => Promise<boolean>;
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** So that scanners for leaked secrets can know it. */
const PREFIX = "idcd_";

export const sqlAccessTokens = (engine: Engine): AccessTokens => ({
  make: (token) =>
    engine.write(async (transaction) => {
      const text = `${PREFIX}${randomBytes(32).toString("base64url")}`;
      const id = randomBytes(6).toString("hex");
      const { name, role, organization, createdAt, expiresAt } = token;
      const times = { created_at: createdAt, expires_at: expiresAt, revoked_at: null };
      await transaction
        .insertInto("access_token")
        .values({ id, hash: digestOf(text), name, role, organization, ...times })
        .execute();
      return { id, text };
    }),
  find: async (text, at) => {
    const row = await engine.database
      .selectFrom("access_token")
      .selectAll()
      .where("hash", "=", digestOf(text))
      .where("expires_at", ">", at)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    return row && tokenOf(row);
  },
  list: async () =>
    (await engine.database.selectFrom("access_token").selectAll().orderBy("created_at").execute()).map(tokenOf),
  revoke: (id, at) =>
    engine.write(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable("access_token")
        .set({ revoked_at: at })
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    }),
});

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly organization: string | null;
  readonly created_at: string;
  readonly expires_at: string;
  readonly revoked_at: string | null;
}

const tokenOf = ({ id, name, role, organization, created_at, expires_at, revoked_at }: Row): AccessToken => ({
  id,
  name,
  role,
  organization,
  createdAt: created_at,
  expiresAt: expires_at,
  revokedAt: revoked_at,
});
