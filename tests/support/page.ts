/** The page for tests: a lab with a document, a server of the product on it, both on free ports of this machine. */
import { startServer } from "../../src/api/server.ts";
import { watchJob } from "../../src/app/team/jobs.ts";
import { openTeam } from "../../src/app/team/open-team.ts";
import { requestRefresh } from "../../src/app/team/refresh-job.ts";
import { servedOrganization } from "../../src/app/team/team.ts";
import { makeToken } from "../../src/app/team/tokens.ts";
import { beginWork } from "../../src/app/team/work.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import type { Role } from "../../src/model/roles.ts";
import type { ServerSettings } from "../../src/model/server-settings.ts";
import { labCredentials } from "../../src/sources/aws/calling/connection.ts";
import { commandEnvironment } from "./cli.ts";
import { openLab, type TestLab } from "./lab.ts";
import { testContext } from "./reader.ts";

export interface ServedPage {
  readonly url: string;
  readonly lab: TestLab;
  /** Collects the whole organization again and scans it. */
  readonly refresh: () => Promise<void>;
  readonly token: (role: Role) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** @param settings with `sign-in`, everybody needs a token */
export async function servePage(document: OrganizationDocument, settings: ServerSettings = {}): Promise<ServedPage> {
  const lab = await openLab({ document, limits: "off", provisioningMilliseconds: 200 });
  const opened = await openTeam({
    flags: { endpointUrl: lab.url, region: "us-east-1" },
    database: ":memory:",
    context: testContext(),
    env: commandEnvironment(),
  });
  // Any key that is no account id is one of the management account there.
  const aws = {
    region: "us-east-1",
    endpointUrl: lab.url,
    credentials: labCredentials("page"),
    attempts: 2,
    timeout: 8000,
  };
  const connection = { aws: { ...aws, isUnpaced: true }, from: undefined, isRegionGiven: false };
  const served = servedOrganization({ name: "default", connection }, opened.store);
  const needsTwoPeople = settings["two-people"] === true;
  const team = { ...opened, needsTwoPeople, organizations: new Map([[served.name, served]]) };
  const server = await startServer({
    team,
    host: "127.0.0.1",
    port: 0,
    settings,
    clientSecret: undefined,
    writeLog: () => undefined,
  });
  await beginWork(team);
  return {
    url: server.url,
    lab,
    refresh: async () => {
      const { id } = await requestRefresh({ by: "tests", isFresh: true }, served, team);
      for await (const _ of watchJob({ id, after: 0, signal: team.context.signal }, team));
    },
    token: async (role) => (await makeToken({ name: role, role, organization: undefined, days: 1 }, team)).token,
    close: async () => {
      await server.stop();
      await team.close();
      await lab.close();
    },
  };
}
