/** Opens what a server works with: the organizations of the flags or of the configuration file, and the store that they share. */
import { readFile } from "node:fs/promises";
import type { Context } from "../../model/context.ts";
import { AccessError } from "../../model/errors.ts";
import type { ServerSettings } from "../../model/server-settings.ts";
import { openDatabase, type Store } from "../../store/database.ts";
import { readConfiguration } from "../configuration.ts";
import { type ConnectionFlags, connectionOf, type Environment } from "../connection.ts";
import { databaseFor, IN_MEMORY } from "../database-at.ts";
import { openWatch, type Watch } from "../watch/open-watch.ts";
import { type ServedOrganization, servedOrganization, type Team } from "./team.ts";

export interface TeamOptions {
  readonly flags: ConnectionFlags;
  /** `postgres://…`, or the path of a file. */
  readonly database: string | undefined;
  readonly context: Context;
  readonly env: Environment;
}

export interface OpenTeam extends Team {
  readonly settings: ServerSettings;
  /** Hands running jobs over and closes what is open. */
  readonly close: () => Promise<void>;
}

/** The name of the only organization where the configuration file names none. */
const UNNAMED = "default";

/** @throws AccessError for a configuration, a connection or a database that cannot be used */
export async function openTeam({ flags, database, context, env }: TeamOptions): Promise<OpenTeam> {
  const { server: settings, watch: watchSettings } = await readConfiguration(env);
  const names = await organizationNames(flags, env);
  const connections = await Promise.all(
    names.map(async (name) => ({
      name: name ?? UNNAMED,
      connection: await connectionOf({ ...flags, organization: name }, env),
    })),
  );
  const watch = await openWatch(
    watchSettings,
    settings,
    connections.map(({ name }) => name),
  );
  // What is known of a saved document is not the organization as it is now.
  const at = flags.from && database === undefined ? IN_MEMORY : await databaseFor({ ...flags, database }, env);
  const store = await openDatabase(at);
  const organizations = connections.map((one) => servedOrganization(one, store));
  return opened({ store, organizations, settings, watch, context, env });
}

interface ToOpen extends Pick<TeamOptions, "context" | "env"> {
  readonly store: Store;
  readonly organizations: readonly ServedOrganization[];
  readonly settings: ServerSettings;
  readonly watch: Watch | undefined;
}

async function opened({ store, organizations, settings, watch, context, env }: ToOpen): Promise<OpenTeam> {
  const jobs = await store.openJobs();
  return {
    organizations: new Map(organizations.map((one) => [one.name, one])),
    store,
    jobs,
    needsTwoPeople: settings["two-people"] === true,
    settings,
    watch,
    context,
    env,
    close: async () => {
      await jobs.stop();
      for (const { clients } of organizations) clients.close();
      await store.close();
    },
  };
}

/** Undefined: the one that the flags and the environment reach. */
async function organizationNames(
  { organization, profile, endpointUrl, from }: ConnectionFlags,
  env: Environment,
): Promise<readonly (string | undefined)[]> {
  if (organization !== undefined) return [organization];
  if (profile !== undefined || endpointUrl !== undefined || from !== undefined) return [undefined];
  const { organizations } = await readConfiguration(env);
  return organizations.size > 0 ? [...organizations.keys()] : [undefined];
}

/** The client secret of the sign-in provider: of IDC_DOCTOR_OIDC_SECRET, else of the file. @throws AccessError `bad-input` */
export async function signInSecret({ settings, env }: Pick<OpenTeam, "settings" | "env">): Promise<string | undefined> {
  const given = env["IDC_DOCTOR_OIDC_SECRET"];
  const file = settings["sign-in"]?.["client-secret-file"];
  if (given || file === undefined) return given || undefined;
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new AccessError("bad-input", `The client secret cannot be read from ${file}`, { cause: error });
  }
}
