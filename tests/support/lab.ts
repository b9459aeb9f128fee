/** A lab for tests, spoken to by plain HTTP: what is true is read from it without any of the product's code. */

import { type LabOptions, startLab } from "../../src/lab/index.ts";
import type { Fault } from "../../src/model/organization-document/document.ts";
import type { WrittenDocument } from "../../src/model/organization-document/written/document.ts";
import { type LabAnswer, labFetch, registerLab } from "./lab-fetch.ts";
import { portalRows } from "./portal-pages.ts";

export interface PortalView {
  /** Role names by account id. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
}

export interface TestLab {
  readonly url: string;
  /** Whether AWS's request rates are enforced. */
  readonly limits: "aws" | "off";
  readonly put: (document: WrittenDocument) => Promise<void>;
  readonly document: () => Promise<WrittenDocument>;
  readonly fault: (fault: Fault) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly advance: (duration: string) => Promise<void>;
  readonly calls: () => Promise<
    readonly {
      readonly service: string;
      readonly operation: string;
      readonly input: Record<string, unknown>;
      /** Undefined where nothing was answered, on purpose. */
      readonly status?: number;
    }[]
  >;
  readonly clearCalls: () => Promise<void>;
  /** Signs in again; undefined where the user cannot. */
  readonly token: (userName: string, session?: "existing") => Promise<string | undefined>;
  readonly portalOf: (userName: string, session?: "existing") => Promise<PortalView | undefined>;
  readonly credentialsOf: (userName: string, accountId: string, roleName: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** @param road how this process's own clients reach it: without a connection, or, where that is what is measured, by the network. */
export async function openLab(options: LabOptions = {}, road: "near" | "network" = "near"): Promise<TestLab> {
  const lab = await startLab(options);
  const forget = road === "near" ? registerLab(lab) : () => undefined;
  const control = async (method: string, path: string, body?: unknown): Promise<LabAnswer> =>
    labFetch(`${lab.url}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const succeed = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await control(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const token = async (userName: string, session?: "existing") => {
    const answer = await control("POST", "/_lab/tokens", { userName, ...(session ? { session } : {}) });
    return answer.ok ? ((await answer.json()) as { accessToken: string }).accessToken : undefined;
  };
  const portal = (path: string, accessToken: string) =>
    labFetch(`${lab.url}${path}`, { headers: { "x-amz-sso_bearer_token": accessToken } });
  return {
    url: lab.url,
    limits: options.limits ?? "aws",
    put: async (document) => void (await succeed("PUT", "/_lab/document", document)),
    document: async () => (await succeed("GET", "/_lab/document")) as WrittenDocument,
    fault: async (fault) => void (await succeed("POST", "/_lab/faults", fault)),
    clearFaults: async () => void (await succeed("DELETE", "/_lab/faults")),
    advance: async (duration) => void (await succeed("POST", "/_lab/clock", { advance: duration })),
    calls: async () => ((await succeed("GET", "/_lab/calls")) as { calls: [] }).calls,
    clearCalls: async () => void (await succeed("DELETE", "/_lab/calls")),
    token,
    portalOf: async (userName, session) => {
      const accessToken = await token(userName, session);
      if (accessToken === undefined) return undefined;
      const get = (path: string) => portal(path, accessToken);
      const accounts = await portalRows<{ accountId: string }>(
        get,
        "/assignment/accounts?max_result=100",
        "accountList",
      );
      const rows = accounts.map(async ({ accountId }) => {
        const path = `/assignment/roles?account_id=${accountId}`;
        const roles = await portalRows<{ roleName: string }>(get, path, "roleList");
        return [accountId, roles.map(({ roleName }) => roleName)] as const;
      });
      return { accounts: new Map(await Promise.all(rows)) };
    },
    credentialsOf: async (userName, accountId, roleName) => {
      const accessToken = await token(userName);
      if (accessToken === undefined) return false;
      return (
        await portal(
          `/federation/credentials?account_id=${accountId}&role_name=${encodeURIComponent(roleName)}`,
          accessToken,
        )
      ).ok;
    },
    close: async () => {
      forget();
      await lab.close();
    },
  };
}

/** A lab of its own for one piece of work, so that tests that wait can wait at the same time. */
export async function withLab<T>(options: LabOptions, work: (lab: TestLab) => Promise<T>): Promise<T> {
  const lab = await openLab(options);
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}
