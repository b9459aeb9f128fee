/** The manual page of idc-doctor, made from the declarations of its commands. */
import { EXIT, EXIT_MEANINGS } from "../../src/cli/exit-codes.ts";
import { connectionFlags, outputFlags } from "../../src/cli/flags/shared.ts";
import type { routes } from "../../src/cli/main.ts";
import { bold, escaped, italic, item, section, subsection, textLine, verbatim } from "./roff.ts";

type Target = ReturnType<typeof routes.getAllEntries>[number]["target"];
type Command = Extract<Target, { parameters: unknown }>;

/** What a page says of a flag, of whatever kind. */
interface Flag {
  readonly kind: string;
  readonly brief: string;
  readonly placeholder?: string | undefined;
  readonly values?: readonly string[];
  readonly default?: unknown;
}

interface NamedCommand {
  /** `snapshot save` */
  readonly name: string;
  readonly command: Command;
}

/** Every command, those of a group behind one another. */
export function commandsOf(target: Target, prefix: readonly string[] = []): readonly NamedCommand[] {
  if ("parameters" in target) return [{ name: prefix.join(" "), command: target }];
  return target
    .getAllEntries()
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name, target: below }) => commandsOf(below, [...prefix, name["convert-camel-to-kebab"]]));
}

/** Whether a flag stands once, at the end: those of the output, and of the commands that have them all those of the connection. */
const isShared = (flag: unknown, flags: Readonly<Record<string, unknown>>): boolean =>
  [...Object.values(outputFlags), ...("profile" in flags ? Object.values(connectionFlags) : [])].some(
    (one) => one === flag,
  );

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function flagItem([name, flag]: readonly [string, Flag]): readonly string[] {
  const standard = flag.default === undefined ? "" : ` (default ${String(flag.default)})`;
  return item([bold(`--${kebab(name)}`), ...valueWords(flag)].join(" "), `${flag.brief}${standard}`);
}

function valueWords({ kind, values = [], placeholder = "value" }: Flag): readonly string[] {
  if (kind === "enum") return [escaped(values.join("|"))];
  return kind === "parsed" ? [italic(placeholder)] : [];
}

interface Word {
  readonly placeholder: string;
  readonly brief: string;
  readonly isOptional: boolean;
}

function wordsOf({ parameters: { positional } }: Command): readonly Word[] {
  if (positional === undefined) return [];
  const isArray = positional.kind === "array";
  return (isArray ? [positional.parameter] : positional.parameters).map(
    ({ placeholder = "word", brief, optional }) => ({
      placeholder,
      brief,
      isOptional: isArray ? (positional.minimum ?? 0) === 0 : optional === true,
    }),
  );
}

function commandLines({ name, command }: NamedCommand): readonly string[] {
  const flags = command.parameters.flags ?? {};
  const own = Object.entries(flags).filter(([, flag]) => !isShared(flag, flags));
  const words = wordsOf(command);
  const usage = words.map(({ placeholder, isOptional }) =>
    isOptional ? `[${italic(placeholder)}]` : italic(placeholder),
  );
  const title = [bold(name), ...usage].join(" ");
  const more =
    command.fullDescription === undefined || command.fullDescription === command.brief
      ? []
      : verbatim(command.fullDescription);
  return [
    ...subsection(title, textLine(`${command.brief}.`)),
    ...more,
    ...words.flatMap(({ placeholder, brief }) => item(italic(placeholder), brief)),
    ...own.flatMap(flagItem),
  ];
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  [
    "AWS_PROFILE, AWS_REGION, AWS_DEFAULT_REGION, AWS_ENDPOINT_URL",
    "As in the aws CLI. Credentials are found as the SDKs find them.",
  ],
  ["HTTPS_PROXY, HTTP_PROXY, NO_PROXY, AWS_CA_BUNDLE", "Proxies, and the certificate authority of the network."],
  ["IDC_DOCTOR_ORGANIZATION", "Organization of the configuration file, as --organization."],
  ["IDC_DOCTOR_CONFIG", "Configuration file to use instead of config.yaml in the folder of idc-doctor."],
  ["IDC_DOCTOR_OIDC_SECRET", "Client secret of the sign-in provider of serve."],
  ["IDC_DOCTOR_DATABASE", "postgres://… or a file that keeps the journal, as --database."],
  ["IDC_DOCTOR_HOME", "Folder of idc-doctor's own files; ~/.idc-doctor by default."],
  [
    "IDC_DOCTOR_PACE",
    "off: calls to a lab on this machine keep no rate, in every command. AWS itself is always asked at its own rates.",
  ],
  ["IDC_DOCTOR_PAGER, PAGER", "Pager for long output; empty or cat: none."],
  ["NO_COLOR, FORCE_COLOR", "Turn color off or on."],
];

const FILES: readonly (readonly [string, string])[] = [
  ["~/.idc-doctor/config.yaml", "The configuration file; see config."],
  [
    "~/.idc-doctor/journal.sqlite",
    "Every plan that was applied, for fix --list, --resume and --undo; without --database, also what serve keeps.",
  ],
  ["~/.idc-doctor/collections/", "What an interrupted collection has read; it goes on from there within six hours."],
  ["~/.idc-doctor/cache/", "Names of accounts and permission sets."],
  ["~/.idc-doctor/compiled/", "This version's code as Node compiled it."],
];

const pairs = (rows: readonly (readonly [string, string])[]): readonly string[] =>
  rows.flatMap(([term, meaning]) => item(bold(term), meaning));

/** The whole page. */
export function manualPage(root: typeof routes, version: string): string {
  const commands = commandsOf(root);
  if (commands.length === 0) throw new Error("there are no commands");
  const exits = Object.entries(EXIT).map(
    ([name, code]) => [String(code), EXIT_MEANINGS[name as keyof typeof EXIT]] as const,
  );
  return [
    `.\\" Written by npm run generate from the declarations of the commands.`,
    `.TH IDC\\-DOCTOR 1 "" "idc\\-doctor ${version}" "User Commands"`,
    ...section("Name", `idc\\-doctor \\- ${escaped(root.brief)}`),
    ...section("Synopsis", `${bold("idc-doctor")} ${italic("command")} [${italic("options")}] [${italic("words")}]`),
    ...section(
      "Description",
      textLine(
        "Diagnoses missing access through AWS IAM Identity Center, repairs it after asking, and verifies the repair.",
      ),
      textLine("Nothing is written to AWS without fix or provision, a rehearsal, and your agreement."),
    ),
    ...section("Commands", ...commands.flatMap(commandLines)),
    ...section("Options of every command that asks AWS", ...Object.entries(connectionFlags).flatMap(flagItem)),
    ...section("Options of every command", ...Object.entries(outputFlags).flatMap(flagItem)),
    ...section("Exit status", ...pairs(exits)),
    ...section("Environment", ...pairs(ENVIRONMENT)),
    ...section("Files", ...pairs(FILES)),
    ...section("See also", `${bold("aws")}(1)`),
    "",
  ].join("\n");
}
