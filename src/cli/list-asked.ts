/** Whether a command is asked for a list of questions; apart from what answers a list, which a single question need not load. */
import { AccessError } from "../model/errors.ts";

/** `-` in the place of the user: the questions are on standard input. @throws AccessError `bad-input` for `-` with other words */
export function isList([user, ...more]: readonly (string | undefined)[]): boolean {
  if (user !== "-") return false;
  if (more.every((word) => word === undefined)) return true;
  throw new AccessError("bad-input", "- reads users, accounts and permission sets from standard input", {
    next: "Write the account and the set on each line",
  });
}
