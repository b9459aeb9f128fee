/** The tokens of a server, for people. */
import { plain } from "./sanitize.ts";

interface MadeToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** Null: every organization. */
  readonly organization: string | null;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

/** The token alone on the first line, for scripts. */
export const madeTokenText = ({ id, token, expiresAt }: MadeToken): string =>
  `${token}\n\nId ${id}, valid until ${expiresAt}. It is not shown again. Send it as Authorization: Bearer <token>\n`;

export function tokensText(tokens: readonly ListedToken[]): string {
  if (tokens.length === 0) return "No tokens. Make one with idc-doctor serve token <name>\n";
  const lines = tokens.map(({ id, name, role, organization, expiresAt, revokedAt }) =>
    plain(`${id}  ${role} in ${organization ?? "every organization"}, ${endOf(expiresAt, revokedAt)}: ${name}`),
  );
  return `${lines.join("\n")}\n`;
}

const endOf = (expiresAt: string, revokedAt: string | null): string =>
  revokedAt === null ? `until ${expiresAt.slice(0, 10)}` : `revoked on ${revokedAt.slice(0, 10)}`;
