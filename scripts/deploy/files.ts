/** Every generated file of deploy/ with its text. */
import packageJson from "../../package.json" with { type: "json" };
import { cloudFormationStack } from "./cloudformation.ts";
import { formulaText, unreleased } from "./formula.ts";
import { terraformFiles } from "./terraform.ts";

export function deployFiles(): Readonly<Record<string, string>> {
  const module = Object.entries(terraformFiles()).map(([path, text]) => [`terraform/${path}`, text]);
  return {
    ...Object.fromEntries(module),
    "cloudformation.yaml": cloudFormationStack(),
    "homebrew/idc-doctor.rb": formulaText(unreleased(packageJson.version)),
  };
}
