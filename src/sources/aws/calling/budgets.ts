/** One budget of calls for each limit that AWS has, shared by everything that works with the same context. */
import type { Context } from "../../../model/context.ts";
import { IDENTITY_CENTER_CALLS_PER_SECOND } from "../../../model/quotas.ts";
import type { AwsConnection } from "./connection.ts";
import { createPacer, type Pace, type Pacer } from "./pacer.ts";

/** Facts 3.6: 20 a second for sso-admin collectively and for each identitystore API, LookupEvents twice a second. */
const IDENTITY_CENTER_PACE: Pace = { rate: IDENTITY_CENTER_CALLS_PER_SECOND, burst: IDENTITY_CENTER_CALLS_PER_SECOND };
/** The few names of one question go at once. */
const TRAIL_PACE: Pace = { rate: 2, burst: 4 };
/** No limit is documented in the facts: a modest one to begin with, and the rest is learned. */
const ORGANIZATIONS_PACE: Pace = { rate: 10, burst: 10 };

/** What one budget has done so far. */
export interface BudgetReport {
  /** `sso-admin`, `identitystore ListGroupMemberships`, … */
  readonly name: string;
  readonly sent: number;
  readonly throttled: number;
  /** Calls a second at this moment. */
  readonly rate: number;
}

export interface Budget extends Pick<Pacer, "turn" | "throttled"> {
  /** A call was answered, or failed by itself. */
  readonly taken: () => void;
  /** Everything has been throttled for so long that trying again does not help: calls fail after one attempt. */
  readonly isHopeless: () => boolean;
}

/** Both must be reached: a burst of calls side by side may be throttled whole, and a slow service takes its time. */
const HOPELESS = { calls: 12, milliseconds: 15_000 };

export interface Budgets {
  readonly budgetOf: (service: string, operation: string, region?: string) => Budget;
  readonly report: () => readonly BudgetReport[];
}

interface Counted {
  readonly pacer: Pacer;
  sent: number;
  throttled: number;
  /** Since the last call that was taken. */
  inARow: number;
  inARowSince: number;
}

/** The name of the limit that a call falls under, and the pace it begins with; undefined: no limit is known. */
function limitOf(service: string, operation: string): { readonly name: string; readonly pace: Pace } | undefined {
  switch (service) {
    case "sso-admin":
      return { name: service, pace: IDENTITY_CENTER_PACE };
    case "identitystore":
      return { name: `${service} ${operation}`, pace: IDENTITY_CENTER_PACE };
    case "organizations":
      return { name: service, pace: ORGANIZATIONS_PACE };
    case "cloudtrail":
      return { name: service, pace: TRAIL_PACE };
    default:
      return undefined;
  }
}

const shared = new WeakMap<Context, Map<string, Counted>>();
const UNPACED: Budget = {
  turn: () => Promise.resolve(0),
  throttled: () => undefined,
  taken: () => undefined,
  isHopeless: () => false,
};

/** The budgets of a connection: readers of one context that ask the same endpoint with the same profile share them. */
export function budgetsOf(connection: AwsConnection, context: Context): Budgets {
  const all = shared.get(context) ?? new Map<string, Counted>();
  shared.set(context, all);
  const prefix = `${connection.endpointUrl ?? "aws"} ${connection.profile ?? ""} `;
  const counted = (name: string, region: string, pace: Pace): Counted => {
    const key = `${prefix}${region} ${name}`;
    const found = all.get(key) ?? {
      pacer: createPacer(context, pace, connection.sharedCalls?.(`${region} ${name}`, pace)),
      sent: 0,
      throttled: 0,
      inARow: 0,
      inARowSince: 0,
    };
    all.set(key, found);
    return found;
  };
  return {
    budgetOf: (service, operation, region = connection.region) => {
      const limit = limitOf(service, operation);
      if (!limit || connection.isUnpaced === true) return UNPACED;
      const budget = counted(limit.name, region, limit.pace);
      return budgetOver(budget, context);
    },
    report: () =>
      [...all]
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, { pacer, sent, throttled }]) => ({
          name: key.slice(prefix.length).replace(/^\S+ /, ""),
          sent,
          throttled,
          rate: pacer.rate(),
        })),
  };
}

function budgetOver(budget: Counted, context: Context): Budget {
  return {
    turn: () => {
      budget.sent += 1;
      return budget.pacer.turn();
    },
    throttled: (sentAt) => {
      budget.throttled += 1;
      if (budget.inARow === 0) budget.inARowSince = context.monotonic();
      budget.inARow += 1;
      budget.pacer.throttled(sentAt);
    },
    taken: () => {
      budget.inARow = 0;
    },
    isHopeless: () =>
      budget.inARow >= HOPELESS.calls && context.monotonic() - budget.inARowSince >= HOPELESS.milliseconds,
  };
}
