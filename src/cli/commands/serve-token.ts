/** `idc-doctor serve token <name>`, `serve tokens`, `serve revoke <id>` */
import { type OpenTeam, openTeam } from "../../app/team/open-team.ts";
import { listTokens, makeToken, revokeToken } from "../../app/team/tokens.ts";
import { note } from "../answer.ts";
import { EXIT } from "../exit-codes.ts";
import {
  type RevokeFlags,
  type TokenFlags,
  type TokenListFlags,
  tokenFormats,
  tokenListFormats,
} from "../flags/serve.ts";
import { runCommand } from "../run-command.ts";
import { type CliContext, contextOf } from "../terminal.ts";

const DEFAULT_DAYS = 90;

export async function make(this: CliContext, flags: TokenFlags, name: string): Promise<void> {
  await runCommand(this, flags, () =>
    withTeam(this, flags, async (team) => {
      const { role, organization, days = DEFAULT_DAYS } = flags;
      await tokenFormats.write(this, flags, await makeToken({ name, role, organization, days }, team));
    }),
  );
}

export async function list(this: CliContext, flags: TokenListFlags): Promise<void> {
  await runCommand(this, flags, () =>
    withTeam(this, flags, async (team) => tokenListFormats.write(this, flags, await listTokens(team))),
  );
}

export async function revoke(this: CliContext, flags: RevokeFlags, id: string): Promise<void> {
  await runCommand(this, flags, () =>
    withTeam(this, flags, async (team) => {
      await revokeToken(id, team);
      note(this, flags, `Token ${id} is revoked`);
    }),
  );
}

async function withTeam(
  cli: CliContext,
  { config, database }: RevokeFlags,
  work: (team: OpenTeam) => Promise<void>,
): Promise<typeof EXIT.ok> {
  const env = config === undefined ? cli.env : { ...cli.env, IDC_DOCTOR_CONFIG: config };
  const team = await openTeam({ flags: {}, database, context: contextOf(cli, false), env });
  try {
    await work(team);
  } finally {
    await team.close();
  }
  return EXIT.ok;
}
