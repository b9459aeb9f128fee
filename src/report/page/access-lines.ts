/** Access that came or went, by person and permission set: one line for all the accounts. */
import { grouped } from "../../model/grouped.ts";
import type { AccessChange, Named } from "../../model/snapshot-diff.ts";
import { plain } from "../sanitize.ts";

export interface AccessLine {
  readonly key: string;
  readonly person: string;
  readonly permissionSet: string;
  readonly accounts: readonly string[];
}

export function accessLines(rows: readonly AccessChange[]): readonly AccessLine[] {
  const lines = grouped(rows, ({ user, permissionSet }) => `${user.id} ${permissionSet.id}`);
  return [...lines].flatMap(([key, [first, ...more]]) =>
    first === undefined
      ? []
      : [
          {
            key,
            person: shownName(first.user),
            permissionSet: shownName(first.permissionSet),
            accounts: [first, ...more].map(({ account }) => shownName(account)),
          },
        ],
  );
}

/** Ids only where there is no name. */
export const shownName = ({ id, name }: Named): string => plain(name ?? id);
