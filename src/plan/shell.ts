/** The aws CLI command that does what a call does, quoted so that a hostile name stays one word. */
import { shellOption, shellWord } from "../model/shell-word.ts";

/** `TargetId` → `target-id`. */
const optionName = (member: string): string => member.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();

/** `CreateAccountAssignment` → `create-account-assignment`. */
const commandName = (operation: string): string => operation.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();

export function awsCliCommand(
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  region: string,
): string {
  const options = Object.entries(input).map(([name, value]) => {
    const word =
      typeof value === "string"
        ? value
        : Object.values(value as object).every((item) => typeof item === "string")
          ? Object.entries(value as Record<string, string>)
              .map(([key, item]) => `${key}=${item}`)
              .join(",")
          : JSON.stringify(value);
    return shellOption(optionName(name), word);
  });
  return ["aws", service, commandName(operation), ...options, `--region ${shellWord(region)}`].join(" ");
}
