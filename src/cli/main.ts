#!/usr/bin/env node
/** The command line: names and one-line descriptions only, so that `--help` costs next to nothing; each command is loaded when it runs. */
import { buildApplication, buildCommand, buildRouteMap, run } from "@stricli/core";
import { connectionFlags, latency, outputFlags, port, seconds } from "./flags.ts";
import { type CliContext, realContext } from "./terminal.ts";

const output = {
  kind: "parsed",
  parse: String,
  brief: "text, json, yaml or markdown",
  placeholder: "format",
  optional: true,
} as const;
const query = {
  kind: "parsed",
  parse: String,
  brief: "JMESPath expression over the JSON, as in the aws CLI",
  placeholder: "expression",
  optional: true,
} as const;
const yes = { kind: "boolean", brief: "Apply without asking", optional: true, withNegated: false } as const;
const word = (brief: string, placeholder: string) => ({ parse: String, brief, placeholder }) as const;
const optionalWord = (brief: string, placeholder: string) => ({ ...word(brief, placeholder), optional: true }) as const;

const USER = "userName, e-mail address, display name or id";
const ACCOUNT = "Id, name or e-mail address of an account";
const SET = "Name or ARN of a permission set";

const why = buildCommand({
  loader: async () => (await import("./commands/why.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      from: {
        kind: "parsed",
        parse: String,
        brief: "Saved organization document instead of AWS",
        placeholder: "file",
        optional: true,
      },
      before: {
        kind: "parsed",
        parse: String,
        brief: "Saved organization document of an earlier time: what changed for this grant since",
        placeholder: "file",
        optional: true,
      },
      asMe: {
        kind: "boolean",
        brief: "You are the user: look into your own portal with the sign-in of `aws sso login`",
        optional: true,
        withNegated: false,
      },
      awsConfig: {
        kind: "parsed",
        parse: String,
        brief: "The user's aws configuration (with --as-me: AWS_CONFIG_FILE or ~/.aws/config)",
        placeholder: "file",
        optional: true,
      },
      userProfile: {
        kind: "parsed",
        parse: String,
        brief: "Which profile of it the user uses",
        placeholder: "name",
        optional: true,
      },
      output,
      query,
      action: {
        kind: "parsed",
        parse: String,
        brief: "Action that is denied, such as s3:GetObject: which policy refuses it",
        placeholder: "service:Action",
        optional: true,
      },
      resource: {
        kind: "parsed",
        parse: String,
        brief: "ARN that the action is for; * for an action without a resource",
        placeholder: "arn",
        optional: true,
      },
      actionRegion: {
        kind: "parsed",
        parse: String,
        brief: "Region that the action is asked for in",
        placeholder: "region",
        optional: true,
      },
      expect: {
        kind: "parsed",
        parse: String,
        brief: "Exit 0 when the verdict is this one, else 1",
        placeholder: "verdict",
        optional: true,
      },
      ...outputFlags,
    },
    positional: {
      kind: "tuple",
      parameters: [word(USER, "user"), optionalWord(ACCOUNT, "account"), optionalWord(SET, "set")],
    },
  },
  docs: { brief: "Find out why somebody cannot see or use an account" },
});

const fix = buildCommand({
  loader: async () => (await import("./commands/fix.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      dryRun: { kind: "boolean", brief: "Stop after the rehearsal", optional: true, withNegated: false },
      yes,
      resume: {
        kind: "parsed",
        parse: String,
        brief: "Continue an interrupted repair",
        placeholder: "id",
        optional: true,
      },
      undo: { kind: "parsed", parse: String, brief: "Take back what a repair did", placeholder: "id", optional: true },
      plan: {
        kind: "parsed",
        parse: String,
        brief: "Carry out a plan from a JSON file; - for standard input",
        placeholder: "file",
        optional: true,
      },
      output,
      ...outputFlags,
    },
    positional: {
      kind: "tuple",
      parameters: [optionalWord(USER, "user"), optionalWord(ACCOUNT, "account"), optionalWord(SET, "set")],
    },
  },
  docs: { brief: "Diagnose, rehearse, apply and verify a repair" },
});

const provision = buildCommand({
  loader: async () => (await import("./commands/provision.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      all: {
        kind: "boolean",
        brief: "All accounts in which the set is provisioned",
        optional: true,
        withNegated: false,
      },
      yes,
      output,
      ...outputFlags,
    },
    positional: { kind: "array", parameter: word(`${SET}, then accounts`, "set account…"), minimum: 1 },
  },
  docs: { brief: "Provision a permission set and follow it to the end" },
});

const accessFlags = {
  ...connectionFlags,
  from: {
    kind: "parsed",
    parse: String,
    brief: "Saved organization document instead of AWS",
    placeholder: "file",
    optional: true,
  },
  complete: {
    kind: "boolean",
    brief: "Ask both ways for assignments, so that no blind spot remains",
    optional: true,
    withNegated: false,
  },
  output: { ...output, brief: "text, json, yaml, csv or markdown" },
  query,
  ...outputFlags,
} as const;

const scan = buildCommand({
  loader: async () => (await import("./commands/scan.ts")).run,
  parameters: {
    flags: {
      ...accessFlags,
      output: { ...output, brief: "text, json, yaml, csv, markdown, html or sarif" },
      plan: {
        kind: "parsed",
        parse: String,
        brief: "Write the plan that mends what an API can mend, for fix --plan",
        placeholder: "file",
        optional: true,
      },
    },
  },
  docs: { brief: "Find every broken, stale or risky grant of the organization" },
});

const whoCan = buildCommand({
  loader: async () => (await import("./commands/who-can.ts")).run,
  parameters: {
    flags: accessFlags,
    positional: { kind: "tuple", parameters: [word(ACCOUNT, "account"), optionalWord(SET, "set")] },
  },
  docs: { brief: "Everybody who can use an account, groups expanded, with the path" },
});

const whatCan = buildCommand({
  loader: async () => (await import("./commands/what-can.ts")).run,
  parameters: { flags: accessFlags, positional: { kind: "tuple", parameters: [word(USER, "user")] } },
  docs: { brief: "Everything that somebody can use, with the path" },
});

const test = buildCommand({
  loader: async () => (await import("./commands/test.ts")).run,
  parameters: {
    flags: {
      ...accessFlags,
      with: {
        kind: "parsed",
        parse: String,
        brief: "Terraform plan of terraform show -json: test the organization as it would be afterwards",
        placeholder: "plan.json",
        optional: true,
      },
      output: { ...output, brief: "text, json, yaml, markdown or junit" },
    },
    positional: { kind: "tuple", parameters: [word("File of access tests; - for standard input", "file")] },
  },
  docs: { brief: "Access tests: who can and who cannot, for CI" },
});

const explain = buildCommand({
  loader: async () => (await import("./commands/explain.ts")).run,
  parameters: {
    flags: { output, query, ...outputFlags },
    positional: { kind: "tuple", parameters: [optionalWord("File to read; - or nothing for standard input", "file")] },
  },
  docs: { brief: "Understand a pasted CloudTrail event, AccessDenied text or error message" },
});

const causes = buildCommand({
  loader: async () => (await import("./commands/causes.ts")).run,
  parameters: {
    flags: { output, query, ...outputFlags },
    positional: { kind: "tuple", parameters: [optionalWord("Id of a cause", "id")] },
  },
  docs: { brief: "The catalogue of causes" },
});

const permissions = buildCommand({
  loader: async () => (await import("./commands/permissions.ts")).run,
  parameters: {
    flags: {
      for: { kind: "parsed", parse: String, brief: "diagnose, fix or watch", placeholder: "purpose", optional: true },
      ...outputFlags,
    },
  },
  docs: { brief: "The least-privilege IAM policy for this tool" },
});

const lab = buildCommand({
  loader: async () => (await import("./commands/lab.ts")).run,
  parameters: {
    flags: {
      port: {
        kind: "parsed",
        parse: port,
        brief: "Port on 127.0.0.1; 0 takes a free one (default 4747)",
        placeholder: "port",
        optional: true,
      },
      load: {
        kind: "parsed",
        parse: String,
        brief: "Organization document to begin with",
        placeholder: "file",
        optional: true,
      },
      data: {
        kind: "parsed",
        parse: String,
        brief: "Directory that keeps the lab over restarts and kills; --load is for its first start",
        placeholder: "directory",
        optional: true,
      },
      latency: {
        kind: "parsed",
        parse: latency,
        brief: "Delay of every answer, such as 80ms; or its median and 99th percentile: 20ms,200ms",
        placeholder: "time",
        optional: true,
      },
      provisioningTime: {
        kind: "parsed",
        parse: seconds,
        brief: "How long asynchronous work takes, such as 2s",
        placeholder: "time",
        optional: true,
      },
      enforceIam: {
        kind: "boolean",
        brief: "Callers need IAM policies that allow what they ask for",
        optional: true,
        withNegated: false,
      },
      limits: {
        kind: "parsed",
        parse: String,
        brief: "aws (default) enforces AWS's request rates, off does not",
        placeholder: "aws|off",
        optional: true,
      },
      ...outputFlags,
    },
  },
  docs: { brief: "Run a local Identity Center that behaves and fails like AWS" },
});

const demo = buildCommand({
  loader: async () => (await import("./commands/demo.ts")).run,
  parameters: { flags: { ...outputFlags } },
  docs: { brief: "See it do its job on a local Identity Center, in a minute" },
});

const snapshot = buildRouteMap({
  routes: {
    save: buildCommand({
      loader: async () => (await import("./commands/snapshot.ts")).save,
      parameters: {
        flags: {
          ...connectionFlags,
          complete: accessFlags.complete,
          ...outputFlags,
        },
        positional: { kind: "tuple", parameters: [word("File to write, .json or .yaml", "file")] },
      },
      docs: { brief: "Collect the whole organization and write its document" },
    }),
    show: buildCommand({
      loader: async () => (await import("./commands/snapshot.ts")).show,
      parameters: {
        flags: { output, query, ...outputFlags },
        positional: { kind: "tuple", parameters: [word("Saved organization document", "file")] },
      },
      docs: { brief: "What a saved document holds, and what it does not know" },
    }),
    diff: buildCommand({
      loader: async () => (await import("./commands/snapshot-diff.ts")).run,
      parameters: {
        flags: {
          ...connectionFlags,
          who: { kind: "boolean", brief: "Ask CloudTrail who did it", optional: true, withNegated: false },
          output: accessFlags.output,
          query,
          ...outputFlags,
        },
        positional: {
          kind: "tuple",
          parameters: [word("Earlier document", "before"), word("Later document", "after")],
        },
      },
      docs: { brief: "What changed between two documents, whose access, and who did it" },
    }),
    load: buildCommand({
      loader: async () => (await import("./commands/snapshot-load.ts")).run,
      parameters: {
        flags: {
          url: {
            kind: "parsed",
            parse: String,
            brief: "Address of the lab, on this machine (default http://127.0.0.1:4747)",
            placeholder: "url",
            optional: true,
          },
          ...outputFlags,
        },
        positional: { kind: "tuple", parameters: [word("Saved organization document", "file")] },
      },
      docs: { brief: "Load a document into a running lab" },
    }),
  },
  docs: { brief: "Save the whole organization as one document, and look into it" },
});

const routes = buildRouteMap({
  routes: {
    why,
    fix,
    provision,
    scan,
    "who-can": whoCan,
    "what-can": whatCan,
    test,
    explain,
    snapshot,
    causes,
    permissions,
    lab,
    demo,
  },
  docs: { brief: "Find out why someone cannot see or use an AWS account through IAM Identity Center, and fix it" },
});

const application = buildApplication(routes, {
  name: "idc-doctor",
  versionInfo: { currentVersion: "0.1.0" },
  scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
  documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
});

const cli: CliContext = realContext();
await run(application, process.argv.slice(2), cli);
// stricli's own codes for wrong usage are negative; ours is 2 (design, section 4).
const code = Number(cli.process.exitCode ?? 0);
process.exitCode = code < 0 ? 2 : code;
