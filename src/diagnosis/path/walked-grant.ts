/** A grant with its access paths walked: which way carries, which comes closest, and where it breaks. */
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { AccessPath } from "../../model/access-path.ts";
import type { ActionDecision } from "../../model/action-decision.ts";
import type { ReadFailure } from "../../model/reading.ts";

export interface WalkedGrant {
  readonly facts: GrantFacts;
  /** At least one. */
  readonly paths: readonly AccessPath[];
  /** The path with the fewest steps left: a path that carries, else the one that breaks last. */
  readonly best: AccessPath;
  /** Whether an assignment reaches the user: directly, or through a group of which the user is a member. */
  readonly isAssigned: boolean;
  /** Every read that failed. Not empty: the grant is undecided. */
  readonly failures: readonly ReadFailure[];
  /** On the action that was asked about. */
  readonly decision: ActionDecision | undefined;
}
