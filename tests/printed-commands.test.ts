/** Every aws CLI command that the product prints exists in the API models, with options that it takes and all that it requires. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");
const SERVICES = [
  "sso-admin",
  "identitystore",
  "organizations",
  "iam",
  "sts",
  "sso",
  "cloudtrail",
  "account-access",
] as const;
const GLOBAL_OPTIONS = [
  "region",
  "profile",
  "query",
  "output",
  "endpoint-url",
  "cli-input-json",
  "page-size",
  "max-items",
];

interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: { readonly shape: string } }>>;
  readonly shapes: Readonly<Record<string, { readonly required?: readonly string[]; readonly members?: object }>>;
}

/** `SAMLProviderArn` is `saml-provider-arn`: the way of the AWS CLI. */
const kebab = (name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase();

interface Input {
  readonly options: ReadonlySet<string>;
  readonly required: readonly string[];
}

const modelFile = (name: string): unknown =>
  JSON.parse(readFileSync(join(ROOT, `src/lab/models/${name}.json`), "utf8"));
/** What AWS has documented since the models were taken. */
const newer = modelFile("patches") as Readonly<Record<string, Pick<Model, "shapes">>>;

function inputsOf(service: string): ReadonlyMap<string, Input> {
  const model = modelFile(service) as Model;
  return new Map(
    Object.entries(model.operations).map(([name, { input }]) => {
      const shape = input && { ...model.shapes[input.shape], ...newer[service]?.shapes[input.shape] };
      const options = new Set(Object.keys(shape?.members ?? {}).map(kebab));
      return [kebab(name), { options, required: (shape?.required ?? []).map(kebab) }];
    }),
  );
}

const inputs = new Map<string, ReadonlyMap<string, Input>>(SERVICES.map((service) => [service, inputsOf(service)]));

/** Role templates (facts N12), which the lab's model of IAM does not have: as the installed SDK declares them. */
const SDK_OF_IAM = readFileSync(join(ROOT, "node_modules/@aws-sdk/client-iam/dist-types/models/models_0.d.ts"), "utf8");
for (const operation of ["AcquireRole", "GetRoleTemplateVersion"]) {
  const [, body = ""] = new RegExp(`interface ${operation}Request \\{(.*?)\\n\\}`, "s").exec(SDK_OF_IAM) ?? [];
  const members = [...body.matchAll(/^ {4}(\w+)(\??):/gm)];
  const required = members.flatMap(([, name = "", mark]) => (mark === "" ? [kebab(name)] : []));
  const ofIam = new Map(inputs.get("iam"));
  ofIam.set(kebab(operation), { options: new Set(members.map(([, name = ""]) => kebab(name))), required });
  inputs.set("iam", ofIam);
}

interface Printed {
  readonly where: string;
  readonly service: string;
  readonly operation: string;
  readonly options: readonly string[];
  /** Printed between backticks, to be pasted: then it must be whole. */
  readonly isWhole: boolean;
}

/** Every operation has a hyphen; `aws sso login` and its kin are of the AWS CLI itself. */
const COMMAND = new RegExp(`(\\\\?\`)?aws (${SERVICES.join("|")}) ([a-z]+(?:-[a-z]+)+)([^\`\\n]*)`, "g");

function printedIn(path: string): readonly Printed[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(COMMAND)].map(([, quote, service = "", operation = "", rest = ""]) => {
    const given = [
      ...rest
        .replace(/\$\{[^}]*shellOption\("([a-z-]+)"[^}]*\}/g, "--$1 x")
        .replace(/\$\{(?:instanceOptions\([^)]*\)|INSTANCE)\}/g, "--instance-arn x")
        .matchAll(/ --([a-z][a-z-]*)/g),
    ];
    const options = given.map(([, option = ""]) => option);
    return { where: path.slice(ROOT.length + 1), service, operation, options, isWhole: quote !== undefined };
  });
}

const sources = ["diagnosis", "plan", "report", "app", "cli"].flatMap((room) =>
  readdirSync(join(ROOT, "src", room), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("testing/"))
    .map((path) => join(ROOT, "src", room, path)),
);
const printed = sources.flatMap(printedIn);
const describeCommand = ({ where, service, operation }: Printed, what: string): string =>
  `${where}: aws ${service} ${operation}: ${what}`;

test("commands are found at all", () => {
  expect(printed.length).toBeGreaterThan(20);
  expect(printed.filter(({ isWhole }) => isWhole).length).toBeGreaterThan(10);
});

test("every printed command is an operation, with options that it takes", () => {
  const wrong = printed.flatMap((command) => {
    const input = inputs.get(command.service)?.get(command.operation);
    if (!input) return [describeCommand(command, "no such operation")];
    return command.options
      .filter((option) => !GLOBAL_OPTIONS.includes(option) && !input.options.has(option))
      .map((option) => describeCommand(command, `no option --${option}`));
  });
  expect(wrong).toEqual([]);
});

test("every command that is to be pasted has the options that AWS requires", () => {
  const wrong = printed
    .filter(({ isWhole }) => isWhole)
    .flatMap((command) =>
      (inputs.get(command.service)?.get(command.operation)?.required ?? [])
        .filter((option) => !command.options.includes(option))
        .map((option) => describeCommand(command, `--${option} is missing`)),
    );
  expect(wrong).toEqual([]);
});
