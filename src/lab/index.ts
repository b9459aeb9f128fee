/** The lab: a local IAM Identity Center on one port. The independent judge of every diagnosis. */
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { controlRoutes } from "./control/routes.ts";
import { activate } from "./faults/decide.ts";
import { close, createLabServer, listen } from "./http/server.ts";
import { createLimits } from "./limits.ts";
import { models } from "./models/index.ts";
import { compileService } from "./protocol/service.ts";
import { cloudtrail } from "./services/cloudtrail/index.ts";
import { iam } from "./services/iam/index.ts";
import { identitystore } from "./services/identitystore/index.ts";
import type { Operations, ServiceId } from "./services/operation.ts";
import { organizations } from "./services/organizations/index.ts";
import { sso } from "./services/sso/index.ts";
import { ssoAdmin } from "./services/sso-admin/index.ts";
import { ssoOidc } from "./services/sso-oidc/index.ts";
import { sts } from "./services/sts/index.ts";
import { callerOf } from "./services/sts/keys.ts";
import { createClock } from "./world/clock.ts";
import { createRandom } from "./world/random.ts";
import { settle } from "./world/settle.ts";
import { createWorld, type World } from "./world/world.ts";

export interface LabOptions {
  /** What the lab holds; without it management account 123456789012, one instance in us-east-1 and nothing else. */
  readonly document?: OrganizationDocument;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Milliseconds that every answer takes longer. */
  readonly latency?: number;
  /** Whether AWS's request rates are enforced. */
  readonly limits?: "aws" | "off";
  /** How long asynchronous work takes, in milliseconds; overrides the document's setting. */
  readonly provisioningMilliseconds?: number;
  /** Makes role suffixes, ids and tokens repeatable. */
  readonly seed?: number;
}

export interface Lab {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Ends open connections and resolves when the port is free. */
  readonly close: () => Promise<void>;
}

const operations: Readonly<Record<ServiceId, Operations>> = {
  "sso-admin": ssoAdmin,
  identitystore,
  sso,
  "sso-oidc": ssoOidc,
  organizations,
  iam,
  sts,
  cloudtrail,
};

const services = Object.fromEntries(
  Object.entries(operations).map(([id, handlers]) => [
    id,
    { compiled: compileService(models[id as ServiceId]), operations: handlers },
  ]),
) as Record<ServiceId, { readonly compiled: ReturnType<typeof compileService>; readonly operations: Operations }>;

/**
 * Starts a lab on 127.0.0.1.
 *
 * @throws the system's error when the port cannot be had (`code` is EADDRINUSE when it is taken).
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const surroundings = { clock: createClock(), random: createRandom(options.seed) };
  const atStart = options.document ?? emptyDocument();
  const open = (document: OrganizationDocument): World => {
    const world = createWorld(document, surroundings);
    const { provisioningMilliseconds } = options;
    if (provisioningMilliseconds !== undefined) world.settings = { ...world.settings, provisioningMilliseconds };
    return world;
  };
  let world = open(atStart);
  const load = (document: OrganizationDocument): void => {
    world = open(document);
    lab.faults.splice(0, lab.faults.length, ...document.faults.map(activate));
  };
  const lab = createLabServer({
    services,
    world: () => world,
    callerOf: (accessKeyId) => callerOf(world, accessKeyId),
    clock: surroundings.clock.now,
    beforeCall: (now) => settle(world, now),
    authorize: () => undefined,
    record: () => undefined,
    sites: [],
    admit: options.limits === "off" ? () => undefined : createLimits(),
    control: controlRoutes({ world: () => world, faults: () => lab.faults, load, reset: () => load(atStart) }),
    latency: options.latency ?? 0,
    onError: (error) =>
      process.stderr.write(`lab: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  lab.faults.push(...atStart.faults.map(activate));
  const port = await listen(lab.server, options.port ?? 0);
  return { url: `http://127.0.0.1:${port}`, port, close: () => close(lab.server) };
}

function emptyDocument(): OrganizationDocument {
  const loaded = loadOrganizationDocument({ schema: "idc-doctor/organization/1" });
  if (loaded.kind === "ok") return loaded.document;
  throw new TypeError("the empty organization document does not load");
}
