/** Grants as the facts of one question, for tests of the whole engine. */
import type { GatheredFacts } from "../../facts/grant/gathered-facts.ts";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { AT, alice, SANDBOX, US } from "../../facts/grant/testing/grant-facts.ts";

/** Alice's question for ReadOnly in the sandbox, answered by these grants in one call. */
export const gathered = (...grants: readonly GrantFacts[]): GatheredFacts => ({
  question: {
    user: { asked: "alice", id: alice.id, userName: alice.userName, displayName: null },
    account: { asked: SANDBOX, id: SANDBOX, name: "sandbox" },
    permissionSet: { asked: "ReadOnly", arn: null, name: "ReadOnly" },
    region: { asked: US, home: US },
    askedBy: null,
  },
  at: AT,
  grants,
  evidence: {},
  calls: { total: 1, rounds: 1, additional: 0, nameLookups: 0, byOperation: {} },
});
