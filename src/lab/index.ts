/** The lab: a local IAM Identity Center on one port. The independent judge of every diagnosis. */
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { authorizeByPolicies, refusalOf } from "./authorization/authorize.ts";
import { refuseByNetwork } from "./authorization/network-control.ts";
import { limitRoutes } from "./control/limit-routes.ts";
import { controlRoutes } from "./control/routes.ts";
import { openStateDirectory } from "./durability/state-directory.ts";
import type { InProcessHandler } from "./http/in-process.ts";
import type { Latency } from "./http/latency.ts";
import { close, createLabServer, listen } from "./http/server.ts";
import { createBuckets, createLimits } from "./limits.ts";
import { recordServed } from "./services/cloudtrail/recording.ts";
import { services } from "./services/index.ts";
import { portalSite } from "./services/portal/index.ts";
import { scimSite } from "./services/scim/index.ts";
import { signinSite } from "./services/signin/federation.ts";
import { callerOf } from "./services/sts/keys.ts";
import { openState } from "./state.ts";
import { settle } from "./world/settle.ts";

export {
  describeProblems,
  loadOrganizationDocument,
  parseOrganizationDocument,
} from "../model/organization-document/load.ts";
export { StateDirectoryError } from "./durability/hold.ts";
export type { InProcessHandler } from "./http/in-process.ts";

export interface LabOptions {
  /** What the lab holds; without it management account 123456789012, one instance in us-east-1 and nothing else. */
  readonly document?: OrganizationDocument;
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Milliseconds that every answer takes longer, or their median and 99th percentile. */
  readonly latency?: Latency;
  /** Whether AWS's request rates are enforced. */
  readonly limits?: "aws" | "off";
  /** How long asynchronous work takes, in milliseconds; overrides the document's setting. */
  readonly provisioningMilliseconds?: number;
  /** Whether callers need IAM policies that allow what they ask for. */
  readonly enforceIam?: boolean;
  /** Makes role suffixes, ids and tokens repeatable. */
  readonly seed?: number;
  /** A directory whose lab survives a kill: what was acknowledged is there at the next start, and `document` is for the first. */
  readonly data?: string;
}

export interface Lab {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Whether it continues what an earlier lab left in `data`. */
  readonly isContinued: boolean;
  /** For SDK clients in this process, beside their `endpoint`: the same answers without a connection, in half of the time. */
  readonly requestHandler: InProcessHandler;
  /** Ends open connections and resolves when the port is free and everything is kept. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a lab on 127.0.0.1.
 *
 * @throws the system's error when the port cannot be had (`code` is EADDRINUSE when it is taken), `StateDirectoryError`
 * when `data` cannot be used.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const directory = options.data === undefined ? undefined : await openStateDirectory(options.data);
  const state = await openState(options, options.document ?? emptyDocument(), directory);
  const limits = createLimits();
  const admitted = options.limits === "off" ? () => true : createBuckets();
  const { server, requestHandler } = createLabServer({
    services,
    world: state.world,
    callerOf: (accessKeyId) => callerOf(state.world(), accessKeyId),
    clock: state.clock.now,
    beforeCall: (now) => settle(state.world(), now),
    admit: options.limits === "off" ? () => undefined : limits.admit,
    authorize: (called, call) => {
      if (options.enforceIam === true) authorizeByPolicies(called, call);
      refuseByNetwork(called, call);
    },
    refusalOf: options.enforceIam === true ? refusalOf : () => undefined,
    record: recordServed,
    sites: [portalSite(admitted), signinSite, scimSite(admitted)],
    faults: state.faults,
    kept: () => directory?.settled(),
    control: { ...controlRoutes(state), ...limitRoutes(limits) },
    latency: options.latency ?? 0,
    onError: (error) =>
      process.stderr.write(`lab: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`),
  });
  const stop = async (): Promise<void> => {
    await close(server);
    await directory?.close();
  };
  try {
    const port = await listen(server, options.port ?? 0);
    const isContinued = directory?.kept !== undefined;
    return { url: `http://127.0.0.1:${port}`, port, isContinued, requestHandler, close: stop };
  } catch (error) {
    await directory?.close();
    throw error;
  }
}

function emptyDocument(): OrganizationDocument {
  const loaded = loadOrganizationDocument({ schema: "idc-doctor/organization/1" });
  if (loaded.kind === "ok") return loaded.document;
  throw new TypeError("the empty organization document does not load");
}
