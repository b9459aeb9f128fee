/** A server of the product over the organization that the page is measured with. */
import { startServer } from "../../src/api/server.ts";
import { openTeam } from "../../src/app/team/open-team.ts";
import { commandEnvironment } from "../../tests/support/cli.ts";
import { testContext } from "../../tests/support/reader.ts";
import { manyFindings, mappedOrganization } from "./organization.ts";

export async function serveLarge(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const document = mappedOrganization();
  const team = await openTeam({
    flags: { from: document },
    database: ":memory:",
    context: testContext(),
    env: commandEnvironment(),
  });
  for (const { key } of team.organizations.values())
    await team.store.findings.record({ organization: key, findings: manyFindings(document) });
  const server = await startServer({
    team,
    host: "127.0.0.1",
    port: 0,
    settings: team.settings,
    clientSecret: undefined,
    writeLog: () => undefined,
  });
  return {
    url: server.url,
    close: async () => {
      await server.stop();
      await team.close();
    },
  };
}
