/** Permission set names, kept for ever in a small file per instance: they cannot change (facts B1). */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type InstanceArn, type PermissionSetArn, parsePermissionSetArn } from "../../model/ids.ts";

export interface NameCache {
  readonly nameOf: (instance: InstanceArn, arn: PermissionSetArn) => string | undefined;
  readonly arnOf: (instance: InstanceArn, name: string) => PermissionSetArn | undefined;
  readonly remember: (instance: InstanceArn, arn: PermissionSetArn, name: string) => void;
  readonly forget: (instance: InstanceArn, arn: PermissionSetArn) => void;
  /** Writes what is new. A folder that cannot be written costs calls next time, never an error. */
  readonly save: () => void;
}

export function createNameCache(folder: string | undefined): NameCache {
  const instances = new Map<InstanceArn, Map<PermissionSetArn, string>>();
  const changed = new Set<InstanceArn>();
  const namesOf = (instance: InstanceArn): Map<PermissionSetArn, string> => {
    const known = instances.get(instance);
    if (known) return known;
    const names =
      folder === undefined ? new Map<PermissionSetArn, string>() : readNames(join(folder, fileName(instance)));
    instances.set(instance, names);
    return names;
  };
  return {
    nameOf: (instance, arn) => namesOf(instance).get(arn),
    // A set that was deleted and made anew left its name at two ARNs: the newer entry is the later one.
    arnOf: (instance, name) => [...namesOf(instance)].reverse().find(([, known]) => known === name)?.[0],
    remember: (instance, arn, name) => {
      if (namesOf(instance).get(arn) === name) return;
      namesOf(instance).set(arn, name);
      changed.add(instance);
    },
    forget: (instance, arn) => {
      if (namesOf(instance).delete(arn)) changed.add(instance);
    },
    save: () => {
      if (folder === undefined) return;
      for (const instance of changed) writeNames(folder, fileName(instance), namesOf(instance));
      changed.clear();
    },
  };
}

const fileName = (instance: InstanceArn): string =>
  `permission-set-names-${instance.slice(instance.lastIndexOf("/") + 1)}.json`;

function readNames(path: string): Map<PermissionSetArn, string> {
  try {
    const rows: unknown = JSON.parse(readFileSync(path, "utf8"));
    const entries = typeof rows === "object" && rows !== null ? Object.entries(rows) : [];
    return new Map(
      entries.flatMap(([key, name]) => {
        const arn = parsePermissionSetArn(key);
        return arn.kind === "ok" && typeof name === "string" ? [[arn.value, name] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Beside the old file and then in its place, so that a reader never sees half of it. */
function writeNames(folder: string, name: string, names: ReadonlyMap<PermissionSetArn, string>): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${name}.${process.pid}`);
    writeFileSync(draft, JSON.stringify(Object.fromEntries(names), null, 1));
    renameSync(draft, join(folder, name));
  } catch {
    // A cache that cannot be kept is no reason to fail.
  }
}
