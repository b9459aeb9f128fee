/** Time that passes, and calls of AWS that fail once for no reason of the organization's. */
import type { Step } from "./step.ts";

const advance =
  (...spans: readonly string[]): Step =>
  async ({ api, random }) => {
    const span = random.pick(spans);
    await api.control("POST", "/_lab/clock", { advance: span });
    return `${span} pass`;
  };

export const clockSteps: Readonly<Record<string, Step>> = {
  "a-moment": advance("PT2M30S", "PT10M"),
  "some-hours": advance("PT20M", "PT2H", "PT13H"),
  "some-days": advance("P2D", "P20D"),
  /** The next write is refused: throttled or failed, and not carried out. */
  "write-fails-once": async ({ api, random }) => {
    const operation = random.pick(["CreateAccountAssignment", "DeleteAccountAssignment", "ProvisionPermissionSet"]);
    const kind = random.pick(["throttle", "fail"]);
    await api.control("POST", "/_lab/faults", { service: "sso-admin", operation, kind, times: 1 });
    return `the next ${operation} ends in ${kind}`;
  },
};
