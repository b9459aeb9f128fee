/** One change of somebody's plan in a sentence, with the ids that it holds. */
import {
  ASSIGNMENT,
  type Attributes,
  ENTITLEMENT,
  GROUP,
  MEMBERSHIP,
  PERMISSION_SET,
  type PlannedChange,
  USER,
} from "../../../model/organization-document/written/planned-change.ts";
import { parseRoleArn } from "../../../model/reserved-role.ts";

/** What a change is about, as far as the text says; names of new things come from the plan itself. */
export interface PlannedGrant {
  readonly account: string | null;
  /** ARN or name of a permission set, or name of an IAM role. */
  readonly what: string | null;
  /** Id of a user; null: a group, or not known. */
  readonly user: string | null;
}

export interface ToldChange {
  readonly sentence: string;
  /** Undefined: the change grants and takes nothing by itself. */
  readonly grant: PlannedGrant | undefined;
}

/** Undefined: it is about nobody's access. */
export function toldChange(change: PlannedChange, all: readonly PlannedChange[]): ToldChange | undefined {
  const row = change.after ?? change.before ?? {};
  const isGone = change.after === undefined;
  const words = { change, row, all };
  const doubt = change.doubt === undefined ? "" : ` Not known whether: ${change.doubt}.`;
  const told = (sentence: string, grant?: PlannedGrant): ToldChange => ({ sentence: `${sentence}${doubt}`, grant });
  switch (change.type) {
    case ASSIGNMENT: {
      const [set, account] = [named(words, "permission_set_arn", PERMISSION_SET), named(words, "target_id")];
      const what = `permission set ${set.words}`;
      const grant = { account: account.id, what: set.id ?? set.name, user: userOf(row) };
      return told(
        isGone
          ? `Takes ${what} in account ${account.words} from ${principalWords(words)}.`
          : `Assigns ${what} in account ${account.words} to ${principalWords(words)}.`,
        grant,
      );
    }
    case ENTITLEMENT: {
      const role = named(words, "role_arn");
      const known = parseRoleArn(role.id ?? "");
      const grant = { account: known?.accountId ?? null, what: known?.roleName ?? null, user: row["user_id"] ?? null };
      const whom = entitledWords(words);
      return told(
        isGone
          ? `Takes role ${role.words} of account access manager from ${whom}.`
          : `Entitles ${whom} to role ${role.words} by account access manager.`,
        grant,
      );
    }
    case MEMBERSHIP: {
      const [group, user] = [named(words, "group_id", GROUP), named(words, "member_id", USER)];
      return told(
        isGone
          ? `Takes user ${user.words} out of group ${group.words}.`
          : `Makes user ${user.words} a member of group ${group.words}.`,
      );
    }
    default:
      return THINGS[change.type] === undefined ? undefined : told(thingWords(words, THINGS[change.type] ?? ""));
  }
}

const THINGS: Readonly<Record<string, string>> = {
  [PERMISSION_SET]: "permission set",
  [GROUP]: "group",
  [USER]: "user",
};
const NAMES: Readonly<Record<string, string>> = {
  [PERMISSION_SET]: "name",
  [GROUP]: "display_name",
  [USER]: "user_name",
};

interface Words {
  readonly change: PlannedChange;
  readonly row: Attributes;
  readonly all: readonly PlannedChange[];
}

function thingWords({ change, row }: Words, what: string): string {
  const name = row[NAMES[change.type] ?? ""] ?? row["arn"] ?? row["group_id"] ?? row["user_id"] ?? change.address;
  if (change.after === undefined) return `Deletes ${what} ${name}.`;
  return `${change.before || change.isDeclared ? "Creates or changes" : "Creates"} ${what} ${name}.`;
}

interface Named {
  readonly words: string;
  readonly id: string | null;
  /** Of what the plan creates. */
  readonly name: string | null;
}

/** The id; else the name of the resource that it refers to; else why it is not known. */
function named({ change, row, all }: Words, attribute: string, type?: string): Named {
  const id = row[attribute];
  if (id !== undefined) return { words: id, id, name: null };
  const { references, names = {}, reasons = {} } = change;
  const referred = type && all.find((one) => one.type === type && refersTo(references[attribute] ?? [], one.address));
  const name = referred ? (referred.after?.[NAMES[referred.type] ?? ""] ?? referred.address) : null;
  if (name !== null) return { words: `${name} (new)`, id: null, name };
  const why = reasons[attribute];
  return { words: `<${names[attribute] ?? attribute}${why ? `: ${why}` : ""}>`, id: null, name: null };
}

const refersTo = (words: readonly string[], address: string): boolean =>
  words.some((word) => word === address || word.startsWith(`${address}.`));

const userOf = (row: Attributes): string | null =>
  row["principal_type"] === "USER" ? (row["principal_id"] ?? null) : null;

function principalWords(words: Words): string {
  const type = words.row["principal_type"]?.toLowerCase();
  const of = type === "user" ? USER : GROUP;
  return `${type ?? "principal"} ${named(words, "principal_id", of).words}`;
}

function entitledWords(words: Words): string {
  const { row, change } = words;
  const isUser = row["user_id"] !== undefined || change.references["user_id"]?.length || change.reasons?.["user_id"];
  return isUser ? `user ${named(words, "user_id", USER).words}` : `group ${named(words, "group_id", GROUP).words}`;
}
