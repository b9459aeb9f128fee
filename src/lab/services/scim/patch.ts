/** PATCH of a user: operations on the user's JSON, which is then checked as a whole (RFC 7644, 3.5.2; facts 6). */
import { invalid } from "./scim-error.ts";
import { ENTERPRISE_SCHEMA, isActive, type Json, objectsIn } from "./user-mapping.ts";

export interface PatchOperation {
  /** In lower case. */
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value: unknown;
}

/** @throws ScimError for what is not a PATCH. */
export function operationsIn(body: Json): readonly PatchOperation[] {
  const rows = body["Operations"] ?? body["operations"];
  if (!Array.isArray(rows) || rows.length === 0) throw invalid("Operations are missing in PATCH request");
  return objectsIn(rows, "Operations").map((row) => {
    const op = String(row["op"]).toLowerCase();
    if (op !== "add" && op !== "replace" && op !== "remove") throw invalid(`The operation ${op} is not supported`);
    const { path, value } =
      typeof row["path"] === "string" ? { path: row["path"], value: row["value"] } : onlyMember(op, row["value"]);
    return { op, path, value };
  });
}

/** Without a path the value names the one attribute that is meant; sentences observed (facts 5.5 and the observed sentences). */
function onlyMember(op: string, value: unknown): { readonly path: string; readonly value: unknown } {
  if (op === "remove" || typeof value !== "object" || value === null) throw invalid("Missing path in PATCH request");
  const [member, ...others] = Object.entries(value);
  if (member === undefined || others.length > 0)
    throw invalid(
      'Current PATCH support allows omitting "path" attribute only for Add and Replace operations modifying a single attribute.',
    );
  return { path: member[0], value: member[1] };
}

/** The user's JSON after the operations. */
export const patchedUser = (user: Json, operations: readonly PatchOperation[]): Json =>
  operations.reduce((changed, operation) => applied(changed, operation), user);

function applied(user: Json, { op, path, value }: PatchOperation): Json {
  const enterprise = path.startsWith(`${ENTERPRISE_SCHEMA}:`) ? path.slice(ENTERPRISE_SCHEMA.length + 1) : undefined;
  if (enterprise !== undefined)
    return withMember(user, ENTERPRISE_SCHEMA, enterprise.split(".")[0] ?? "", op === "remove" ? undefined : value);
  // `emails[type eq "work"].value`: lists hold one item, so the filter chooses that or a new one.
  const filtered = /^(\w+)\[(\w+)\s+eq\s+"([^"]*)"\](?:\.(\w+))?$/i.exec(path);
  if (filtered) return inList(user, filtered, op, value);
  const [member = "", part] = path.split(".");
  if (part !== undefined) return withMember(user, member, part, op === "remove" ? undefined : value);
  if (op === "remove") return Object.fromEntries(Object.entries(user).filter(([name]) => name !== member));
  return { ...user, [member]: member === "active" ? isActive(value) : value };
}

function withMember(user: Json, member: string, part: string, value: unknown): Json {
  const before = (user[member] ?? {}) as Json;
  const after = Object.fromEntries(
    Object.entries({ ...before, [part]: value }).filter(([, item]) => item !== undefined),
  );
  return { ...user, [member]: after };
}

function inList(
  user: Json,
  [, member = "", key = "", wanted = "", part]: RegExpExecArray,
  op: string,
  value: unknown,
): Json {
  const items = Array.isArray(user[member]) ? objectsIn(user[member], member) : [];
  const found = items.find((item) => item[key] === wanted);
  const others = items.filter((item) => item !== found);
  if (op === "remove" && part === undefined) return { ...user, [member]: others };
  const changed =
    part === undefined ? { [key]: wanted, ...(value as Json) } : { [key]: wanted, ...found, [part]: value };
  return { ...user, [member]: [...others, changed] };
}
