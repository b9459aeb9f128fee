/** What a command line that is being completed says about where its names come from, and how its parameters answer. */
import type { ConnectionFlags } from "../../app/connection.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What a word may be completed with. */
export type Completable =
  | "user"
  | "account"
  | "set"
  | "set-then-accounts"
  | "cause"
  | "scene"
  | "plan"
  | "profile"
  | "organization"
  | "setting"
  | "region"
  | "file";

export interface Completing {
  /** The words before the one that is being completed. */
  readonly words: readonly string[];
  readonly connection: Pick<ConnectionFlags, "organization" | "profile" | "region" | "endpointUrl"> & {
    readonly fromFile: string | undefined;
  };
  /** Says beside a proposed word what it is. */
  readonly describe: (word: string, description: string) => void;
  /** Proposes a word that does not begin with what is typed, but with another spelling of it. */
  readonly respell: (word: string, description: string) => void;
  /** The shell is to add the names of files. */
  readonly addFiles: () => void;
}
