/** The names of a kept snapshot for one question: read once, and before a call says of which instance they must be. */
import type { NamedUser, NameIndex } from "../../model/names/name-index.ts";
import type { AwsConnection } from "./calling/connection.ts";

export interface NamesAtHand {
  /** Undefined: of that instance none are kept. */
  readonly of: (instanceArn: string) => NameIndex | undefined;
  /** The people of those that are likely to be asked for. */
  readonly expected: () => readonly NamedUser[];
}

export function namesAtHand({ keptNames, likelyNames }: Pick<AwsConnection, "keptNames" | "likelyNames">): NamesAtHand {
  let read: NameIndex | undefined;
  return {
    of: (instanceArn) => {
      if (read?.instanceArn !== instanceArn) read = keptNames?.(instanceArn);
      return read;
    },
    expected: () => {
      read ??= likelyNames?.();
      return read?.users ?? [];
    },
  };
}
