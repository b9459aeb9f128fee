/** What the reads of one question share: who and what it is about, and what its own calls have shown. */
import type { CloudTrailEvent, Held } from "../../facts/grant/additional-facts.ts";
import type {
  AccountFacts,
  AdditionalFacts,
  AttachedPrincipal,
  Freshness,
  GrantFacts,
  InstanceFacts,
  PermissionSetFacts,
  RequestFacts,
} from "../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import type { Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import type { Later } from "./dependent-reads.ts";
import type { FoundInstance } from "./find-instance.ts";
import type { OwnRecords } from "./own-records.ts";
import type { ResolvedUser } from "./resolve-user.ts";
import type { ClientInput } from "./user-configuration.ts";

/** What is shared by all grants of a question. */
export interface Subject {
  readonly reader: Reader;
  readonly question: GrantFacts["question"];
  /** ISO 8601. */
  readonly at: string;
  readonly home: Promise<FoundInstance>;
  readonly instance: Later<InstanceFacts | null>;
  readonly userId: Later<UserId | null>;
  /** Once `userId` is known: the people whose names come close to nobody's, and how old the name is by which somebody was found. */
  readonly nearUsers: () => Pick<ResolvedUser, "near" | "compared" | "keptAt">;
  /** The user's own aws configuration, where it was given. */
  readonly client?: ClientInput | undefined;
  /** Whether the named profile is held against this grant. */
  readonly isProfileFor?: (grant: GrantInQuestion) => Promise<boolean>;
  /** The same grant in the snapshot from before, where one was given. */
  readonly before?: ((grant: GrantInQuestion) => Promise<AdditionalFacts["before"]>) | undefined;
  /** What no call shows, as evidence. */
  readonly records: OwnRecords;
  /** `--thorough`: everything that may explain the answer is asked, also where CloudTrail makes it wait. */
  readonly isThorough?: boolean | undefined;
  /** This is the snapshot from before: what a comparison needs is read. */
  readonly isBefore?: boolean | undefined;
}

export interface GrantInQuestion {
  /** The user does not have it any more, or was to get it and did not: found by its history. */
  readonly isLost?: boolean;
  /** Nothing in the account of the question is the user's: others have this set there. */
  readonly isOthers?: boolean;
  readonly accountId: AccountId;
  readonly permissionSet: Later<PermissionSetFacts | null>;
  /** The ARN that the set's name stood for when it was last read, where it now stands for another; absent: not asked by name. */
  readonly formerSetArn?: Later<PermissionSetArn | null> | undefined;
  /** True where the set's name had to be looked up first: then the ledgers are read beside the assignments, to save a round. */
  readonly isSetLate: Promise<boolean>;
}

export interface Reach {
  readonly attached: readonly Principal[];
  /** Those of the attached that are the user or one of the user's groups. */
  readonly reaching: readonly Principal[];
  readonly groupIds: readonly GroupId[];
  readonly userId: UserId | null;
}

/** What the question's own calls have shown. */
export interface Seen {
  readonly user: Reading<UserFacts | null>;
  readonly account: Reading<AccountFacts | null>;
  readonly reach: Reading<Reach>;
  readonly attached: Reading<readonly AttachedPrincipal[]>;
  readonly freshness: Reading<Freshness>;
  readonly requests: Reading<readonly RequestFacts[]>;
  /** On its way since it is known whether the grant reaches the user, as is the trail. */
  readonly held?: Later<Held>;
  /** On its way since it is known who is assigned. */
  readonly trail?: Later<readonly CloudTrailEvent[]>;
}
