/** `idc-doctor lab` */
import { once } from "node:events";
import { openLab } from "../../app/lab.ts";
import { sceneOrDocument } from "../../app/scene-or-document.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { shellWord } from "../../model/shell-word.ts";
import { plain } from "../../report/sanitize.ts";
import { EXIT } from "../exit-codes.ts";
import type { LabFlags } from "../flags/lab.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

const DEFAULT_PORT = 4747;

export async function run(this: CliContext, flags: LabFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const document = flags.load === undefined ? undefined : await sceneOrDocument(flags.load);
    const lab = await openLab({
      document,
      data: flags.data,
      limits: flags.limits,
      enforceIam: flags.enforceIam === true,
      port: flags.port ?? DEFAULT_PORT,
      latency: flags.latency ?? 0,
      provisioningTime: flags.provisioningTime,
    });
    this.stdout.write(`${lab.url}\n`);
    if (lab.isContinued && flags.load !== undefined && flags.quiet !== true)
      this.stderr.write(
        `Continuing with the state in ${plain(flags.data ?? "")}. --load was ignored: it fills an empty directory only.\n`,
      );
    if (flags.quiet !== true) this.stdout.write(`${introduction(lab.url, document)}\n`);
    if (!this.signal.aborted) await once(this.signal, "abort");
    await lab.close();
    return EXIT.ok;
  });
}

/** The lines to paste, and whom to ask about. */
function introduction(url: string, document: OrganizationDocument | undefined): string {
  const people = document?.users.slice(0, 3).map(({ userName }) => plain(userName)) ?? [];
  const region = document?.instance?.primaryRegion ?? "us-east-1";
  return [
    "",
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_ACCESS_KEY_ID=${document?.organization.managementAccountId ?? "123456789012"} AWS_SECRET_ACCESS_KEY=lab AWS_SESSION_TOKEN=`,
    // Version 1 of the aws CLI reads the second one only.
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
    "",
    "A 12-digit access key id calls as that account. Signatures are not verified. Only programs on this machine can connect.",
    `Get a portal token for a user: curl -d ${shellWord(JSON.stringify({ userName: people[0] ?? "alice@example.com" }))} ${url}/_lab/tokens`,
    ...(people.length > 0 ? [`Users: ${people.join(", ")}${(document?.users.length ?? 0) > 3 ? ", …" : ""}`] : []),
  ].join("\n");
}
