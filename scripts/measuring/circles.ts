/** Finds circles of files: groups in which every file is reached from every other by imports, type imports included (Tarjan's algorithm). */

/** A file and what it imports; only what is `isOurs` can be part of a circle. */
export interface ImportingFile {
  readonly file: string;
  readonly imports: readonly { readonly target: string; readonly isOurs: boolean }[];
}

interface Visit {
  readonly order: number;
  lowest: number;
  isOpen: boolean;
}

/** Each circle as its files in alphabetical order. */
export function circlesOf(files: readonly ImportingFile[]): readonly (readonly string[])[] {
  const targets = new Map(
    files.map(({ file, imports }) => [file, imports.filter(({ isOurs }) => isOurs).map(({ target }) => target)]),
  );
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const circles: string[][] = [];

  const visit = (file: string): Visit => {
    const own: Visit = { order: visits.size, lowest: visits.size, isOpen: true };
    visits.set(file, own);
    open.push(file);
    for (const target of targets.get(file) ?? []) {
      const seen = visits.get(target);
      if (!seen) own.lowest = Math.min(own.lowest, visit(target).lowest);
      else if (seen.isOpen) own.lowest = Math.min(own.lowest, seen.order);
    }
    if (own.lowest === own.order) close(file);
    return own;
  };
  const close = (file: string): void => {
    const group = open.splice(open.indexOf(file));
    for (const member of group) {
      const seen = visits.get(member);
      if (seen) seen.isOpen = false;
    }
    if (group.length > 1 || targets.get(file)?.includes(file)) circles.push(group.sort());
  };

  for (const { file } of files) if (!visits.has(file)) visit(file);
  return circles;
}
