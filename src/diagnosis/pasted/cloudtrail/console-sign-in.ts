/** The console opened with a permission set (facts 5.4). */
import { CONSOLE_ACTION } from "../../../facts/grant/console-sign-in.ts";
import { whyCommand } from "../command.ts";
import { textAt } from "../json.ts";
import type { Family } from "./family.ts";

export const consoleSignIn: Family = ({ name, response, caller, hasFailed }) => {
  if (name !== "ConsoleLogin") return undefined;
  if (caller === null || caller.permissionSet === null)
    return {
      title: "A console sign-in without Identity Center",
      account: caller?.account ?? null,
      meaning: ["The session does not belong to a permission set's role."],
    };
  const { who, account, permissionSet } = caller;
  const isOpen = !hasFailed && textAt(response, "ConsoleLogin") !== "Failure";
  return {
    title: `The console of ${account ?? "an account"} ${isOpen ? "opened" : "did not open"} with ${permissionSet}`,
    account,
    permissionSet,
    meaning: isOpen
      ? ["Portal, assignment and role work. Whatever is denied afterwards is denied by a policy."]
      : [
          "The portal gave the user a session, so assignment and role work; the console did not accept it. A sign-in policy of the account or a resource control policy can do that.",
        ],
    ask: whyCommand(who.name, account, permissionSet, isOpen ? null : CONSOLE_ACTION),
  };
};
