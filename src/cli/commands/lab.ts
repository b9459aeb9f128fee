/** `idc-doctor lab` */
import { once } from "node:events";
import { readDocumentFile } from "../../app/document-file.ts";
import { openLab } from "../../app/lab.ts";
import { EXIT } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { plain } from "../../report/sanitize.ts";
import { type OutputFlags, oneOf } from "../flags.ts";
import { runCommand } from "../run-command.ts";
import type { CliContext } from "../terminal.ts";

export interface LabFlags extends OutputFlags {
  readonly port?: number;
  readonly load?: string;
  readonly data?: string;
  readonly latency?: number | { readonly p50: number; readonly p99: number };
  readonly provisioningTime?: number;
  readonly limits?: string;
  readonly enforceIam?: boolean;
}

const DEFAULT_PORT = 4747;

export async function run(this: CliContext, flags: LabFlags): Promise<void> {
  await runCommand(this, flags, async () => {
    const document = flags.load === undefined ? undefined : await readDocumentFile(flags.load);
    const limits = oneOf(["aws", "off"] as const, flags.limits ?? "aws", "kind of limits");
    const lab = await openLab({
      document,
      data: flags.data,
      limits,
      enforceIam: flags.enforceIam === true,
      port: flags.port ?? DEFAULT_PORT,
      latency: flags.latency ?? 0,
      provisioningTime: flags.provisioningTime,
    });
    this.stdout.write(`${lab.url}\n`);
    if (lab.isContinued && flags.load !== undefined && flags.quiet !== true)
      this.stderr.write(`Continues what is in ${plain(flags.data ?? "")}; --load is for an empty directory.\n`);
    if (flags.quiet !== true) this.stdout.write(`${introduction(lab.url, document)}\n`);
    if (!this.signal.aborted) await once(this.signal, "abort");
    await lab.close();
    return EXIT.ok;
  });
}

/** The lines to paste, and what there is to ask about. */
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
    "A key id of 12 digits asks as that account; signatures are not verified. Serves local programs only.",
    `Portal token of a user: curl -d '{"userName":"${people[0] ?? "alice@example.com"}"}' ${url}/_lab/tokens`,
    ...(people.length > 0 ? [`People: ${people.join(", ")}${(document?.users.length ?? 0) > 3 ? ", …" : ""}`] : []),
  ].join("\n");
}
