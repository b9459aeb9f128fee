/** Takes a role of account access manager away from a user or group. The role itself stays (facts AAM44). */
import type { KindOfChange } from "../change-kind.ts";
import { createEntitlement, entitledWords, roleWords } from "./create-entitlement.ts";

export const deleteEntitlement: KindOfChange<"delete-entitlement"> = {
  describe: ({ entitlement }) =>
    `Delete the entitlement of ${entitledWords(entitlement)} (${entitlement.principal.id}) to ${roleWords(entitlement)}`,
  effects: ({ entitlement }) => [
    `removes: ${roleWords(entitlement)} from ${entitledWords(entitlement)}, in the account access portal`,
  ],
  risk: "medium",
  // The API wants the entitlement's own id, which `apply` looks up when it sends.
  call: (change) => ({
    ...createEntitlement.call({ ...change, kind: "create-entitlement" }),
    operation: "DeleteEntitlement",
  }),
  polling: undefined,
  goal: { kind: "entitled", wanted: false },
  undo: (change) => ({ ...change, kind: "create-entitlement" }),
};
