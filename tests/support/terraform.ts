/** The real terraform with the AWS provider from a filesystem mirror, pointed at a lab. */
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const PROVIDER = "registry.terraform.io/hashicorp/aws";
const SERVICES = ["events", "iam", "identitystore", "organizations", "sqs", "ssoadmin", "sts"];

/** Folders that a machine may keep a mirror of providers in, one level below these. */
const PLACES = ["/opt", "/usr/share", "/usr/local/share", "/root", process.env["HOME"] ?? ""];

/** The folder that holds the mirror (IDC_DOCTOR_TERRAFORM_MIRROR, or found by looking), or why there is none. */
export function terraformMirror():
  | { readonly kind: "found"; readonly path: string }
  | { readonly kind: "missing"; readonly why: string } {
  if (spawnSync("terraform", ["version"]).status !== 0)
    return { kind: "missing", why: "terraform is not on this machine" };
  const named = process.env["IDC_DOCTOR_TERRAFORM_MIRROR"];
  const candidates = [...(named ? [named] : []), ...PLACES.flatMap((place) => [place, ...foldersIn(place)])];
  const path = candidates.find((folder) => existsSync(join(folder, PROVIDER)));
  if (path) return { kind: "found", path };
  return { kind: "missing", why: "no filesystem mirror with the AWS provider (IDC_DOCTOR_TERRAFORM_MIRROR names one)" };
}

function foldersIn(place: string): string[] {
  try {
    return readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(place, name));
  } catch {
    return [];
  }
}

/** What waits for the lab waits together. */
const AT_ONCE = "-parallelism=40";

export interface Terraform {
  /** Plans, and keeps the plan for `apply`: gives what `terraform show -json` prints of it. */
  readonly planned: () => Promise<string>;
  /** Carries out what was planned. */
  readonly apply: () => Promise<string>;
  /** Plans and carries out in one start of the provider. */
  readonly applyAtOnce: () => Promise<string>;
  /** `empty` when nothing would change. */
  readonly plan: () => Promise<{ readonly isEmpty: boolean; readonly text: string }>;
  readonly destroy: () => Promise<string>;
  readonly outputs: () => Promise<Readonly<Record<string, { readonly value: unknown }>>>;
}

/** A folder with the configuration, initialised. */
export async function terraformIn(
  mirror: string,
  labUrl: string,
  files: Readonly<Record<string, string>>,
): Promise<Terraform> {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-terraform-"));
  writeFileSync(
    join(folder, "terraform.rc"),
    `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`,
  );
  writeFileSync(join(folder, "provider.tf"), providerOf(labUrl));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const env = {
    PATH: `${process.env["PATH"]}:${dirname(process.execPath)}`,
    HOME: folder,
    TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"),
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    // The provider keeps its schemas for as long as it runs: to look through them for garbage again and again frees nothing.
    GOGC: "800",
    AWS_EC2_METADATA_DISABLED: "true",
  };
  const run = (args: readonly string[], codes = [0]): Promise<{ code: number; text: string }> =>
    new Promise((resolve, reject) => {
      execFile(
        "terraform",
        [...args, "-no-color"],
        { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          const code = error ? Number(error.code ?? 1) : 0;
          if (codes.includes(code)) resolve({ code, text: stdout + stderr });
          else reject(new Error(`terraform ${args[0]} ended with ${code}:\n${stdout}${stderr}`));
        },
      );
    });
  await run(["init", "-input=false"]);
  return {
    planned: async () => {
      await run(["plan", "-input=false", "-out", "plan.bin"]);
      return (await run(["show", "-json", "plan.bin"])).text;
    },
    apply: async () => (await run(["apply", "-input=false", AT_ONCE, "plan.bin"])).text,
    applyAtOnce: async () => (await run(["apply", "-auto-approve", "-input=false", AT_ONCE])).text,
    plan: async () => {
      const { code, text } = await run(["plan", "-detailed-exitcode", "-input=false"], [0, 2]);
      return { isEmpty: code === 0, text };
    },
    // The second plan has just read everything again.
    destroy: async () => (await run(["destroy", "-auto-approve", "-input=false", "-refresh=false", AT_ONCE])).text,
    outputs: async () => JSON.parse((await run(["output", "-json"])).text),
  };
}

const providerOf = (labUrl: string): string => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "123456789012"
  secret_key                  = "lab"
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
${SERVICES.map((service) => `    ${service} = ${JSON.stringify(labUrl)}`).join("\n")}
  }
}
`;
