/** How connections are made: through the proxy that the environment names, and trusting the certificates that it names. */
import type { AgentOptions } from "node:https";
import { AccessError } from "../../../model/errors.ts";
import { namedProxy, proxiesOf } from "./proxies.ts";
import { sharedProfiles } from "./shared-config.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Node's own agents speak to proxies and know NO_PROXY since these versions (nodejs.org/api/http, "Built-in Proxy Support"). */
const KNOWS_PROXIES: Readonly<Record<number, number>> = { 22: 21, 24: 5 };

const knowsProxies = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const since = KNOWS_PROXIES[major];
  return since === undefined ? major > 24 : minor >= since;
};

/** As the SDK's own: without one, every call would open a connection of its own. */
const POOL = { keepAlive: true, maxSockets: 50 } as const;

interface AgentSettings {
  readonly version?: string;
  /** Whose `ca_bundle` counts where AWS_CA_BUNDLE is not set, as in the aws CLI. */
  readonly profile?: string | undefined;
}

/**
 * Agents for the SDK's handler. NODE_EXTRA_CA_CERTS is read by Node itself, at its start.
 *
 * @throws AccessError where a proxy is named that this Node cannot speak to, or a bundle that cannot be read: without them
 * nothing would be reached, or by another way than the one that is wanted.
 */
export async function agentsFrom(
  env: Environment,
  { version = process.versions.node, profile = env["AWS_PROFILE"] }: AgentSettings = {},
) {
  const [http, https] = await Promise.all([import("node:http"), import("node:https")]);
  const options: AgentOptions = { ...POOL, ...proxyOptions(env, version) };
  return {
    httpAgent: new http.Agent(options),
    httpsAgent: new https.Agent({ ...options, ...(await certificates(await bundleOf(env, profile))) }),
  };
}

function proxyOptions(env: Environment, version: string): AgentOptions {
  const first = namedProxy(env);
  if (first === undefined) return {};
  const proxyEnv = proxiesOf(env);
  if (!knowsProxies(version))
    throw new AccessError("bad-input", `${first} is set, but Node.js ${version} cannot use a proxy`, {
      next: "Use Node.js 22.21, 24.5 or newer, or unset the variable",
    });
  return { proxyEnv: { ...proxyEnv } };
}

interface Bundle {
  readonly path: string;
  /** What names it. */
  readonly by: string;
}

async function bundleOf(env: Environment, profile: string | undefined): Promise<Bundle | undefined> {
  const given = env["AWS_CA_BUNDLE"];
  if (given !== undefined && given !== "") return { path: given, by: "AWS_CA_BUNDLE" };
  const name = profile === undefined || profile === "" ? "default" : profile;
  const profiles = await sharedProfiles();
  const path = Object.hasOwn(profiles, name) ? profiles[name]?.["ca_bundle"] : undefined;
  return path === undefined || path === "" ? undefined : { path, by: `ca_bundle of profile "${name}"` };
}

/** As in the aws CLI, the bundle takes the place of the certificates that are trusted otherwise. */
async function certificates(bundle: Bundle | undefined): Promise<AgentOptions> {
  if (bundle === undefined) return {};
  const { readFile } = await import("node:fs/promises");
  try {
    return { ca: await readFile(bundle.path) };
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw new AccessError("bad-input", `${bundle.by} names ${bundle.path}, which cannot be read: ${String(code)}`, {
      next: "Give the path of a PEM file with the certificates of the proxy or endpoint",
      cause: error,
    });
  }
}
