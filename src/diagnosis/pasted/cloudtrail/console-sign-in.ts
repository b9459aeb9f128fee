/** The console opened with a permission set (facts 5.4). */
import { whyCommand } from "../command.ts";
import { objectAt, textAt } from "../json.ts";
import { principalOfArn } from "../principal.ts";
import type { Family } from "./family.ts";

export const consoleSignIn: Family = ({ name, raw, response }) => {
  if (name !== "ConsoleLogin") return undefined;
  const arn = textAt(objectAt(raw, "userIdentity") ?? {}, "arn") ?? "";
  const { who, account, permissionSet } = principalOfArn(arn);
  if (permissionSet === null)
    return {
      title: "A sign-in to the console without Identity Center",
      account,
      meaning: ["The session is not of a permission set's role."],
    };
  const isOpen = textAt(response, "ConsoleLogin") !== "Failure";
  return {
    title: `The console of ${account ?? "an account"} ${isOpen ? "opened" : "did not open"} with ${permissionSet}`,
    account,
    permissionSet,
    meaning: isOpen ? ["Portal, assignment and role work: what is denied afterwards is a matter of policies."] : [],
    next: [whyCommand(who.name, account, permissionSet)],
  };
};
