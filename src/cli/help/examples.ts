/** Real command lines for the help of each command: what somebody types first, and what they look for next. */

/** By the words of the command. */
export const EXAMPLES: Readonly<Record<string, readonly [string, string, ...string[]]>> = {
  "": [
    "idc-doctor why alice@example.com sandbox ReadOnly",
    "idc-doctor fix alice@example.com 111122223333 ReadOnly",
    "idc-doctor scan --plan plan.json",
  ],
  why: [
    "idc-doctor why alice@example.com sandbox ReadOnly",
    "idc-doctor why alice@example.com 111122223333 --output ticket",
  ],
  fix: ["idc-doctor fix alice@example.com sandbox ReadOnly --dry-run", "idc-doctor fix --undo 1a2b3c4d"],
  provision: [
    "idc-doctor provision ReadOnly 111122223333 444455556666",
    "idc-doctor provision Engineer --all --dry-run",
  ],
  scan: ["idc-doctor scan --plan plan.json", "idc-doctor scan --baseline accepted.yaml --new --output sarif"],
  "who-can": ["idc-doctor who-can sandbox AdministratorAccess", "idc-doctor who-can 111122223333 --output csv"],
  "what-can": ["idc-doctor what-can alice@example.com", "idc-doctor what-can alice@example.com --output mermaid"],
  matrix: ["idc-doctor matrix sets", "idc-doctor matrix people --output html > access.html"],
  "matrix people": ["idc-doctor matrix people --output html > access.html", "idc-doctor matrix people --output csv"],
  "matrix sets": ["idc-doctor matrix sets", "idc-doctor matrix sets --query 'cells[?count>`50`].[row,column,count]'"],
  test: ["idc-doctor test access.yaml --output junit", "idc-doctor test access.yaml --with plan.json"],
  explain: ["pbpaste | idc-doctor explain", "idc-doctor explain event.json --output markdown"],
  causes: ["idc-doctor causes not-a-member", 'idc-doctor causes "account missing from the portal"'],
  permissions: [
    "idc-doctor permissions --for fix > policy.json",
    "idc-doctor permissions --for watch --check",
    "idc-doctor permissions --output cloudformation > role.yaml",
  ],
  watch: ["idc-doctor watch", "idc-doctor watch --once --organization prod", "idc-doctor watch --test"],
  serve: ["idc-doctor serve", "idc-doctor serve --database postgres://idc-doctor@db/idc-doctor"],
  "serve start": ["idc-doctor serve start --port 0", "idc-doctor serve start --config team.yaml --host 0.0.0.0"],
  "serve token": [
    "idc-doctor serve token prometheus",
    "idc-doctor serve token ci --role operator --organization prod --days 30",
  ],
  "serve tokens": ["idc-doctor serve tokens", "idc-doctor serve tokens --output json"],
  "serve revoke": ["idc-doctor serve revoke 3f2a9c01be55", "idc-doctor serve revoke 3f2a9c01be55 --quiet"],
  mcp: ["idc-doctor mcp", "idc-doctor mcp --allow-apply"],
  lab: ["idc-doctor lab --load not-a-member", "idc-doctor lab --port 0 --data .idc-doctor/lab"],
  demo: ["idc-doctor demo", "idc-doctor demo --web --open"],
  config: ["idc-doctor config list", "idc-doctor config set audit-role OrganizationAccountAccessRole"],
  "config list": ["idc-doctor config list", "idc-doctor config list --output json"],
  "config get": ["idc-doctor config get profile", "idc-doctor config get region"],
  "config set": [
    "idc-doctor config set audit-role OrganizationAccountAccessRole",
    "idc-doctor config set profile identity-admin",
  ],
  "config unset": ["idc-doctor config unset audit-role", "idc-doctor config unset profile"],
  "config path": ["idc-doctor config path", 'cat "$(idc-doctor config path)"'],
  completion: ['eval "$(idc-doctor completion bash)"', "idc-doctor completion fish | source"],
  snapshot: ["idc-doctor snapshot save", "idc-doctor snapshot diff before.json after.json --who"],
  "snapshot save": ["idc-doctor snapshot save", "idc-doctor snapshot save org.json --complete --units"],
  "snapshot refresh": ["idc-doctor snapshot refresh", "idc-doctor snapshot refresh org.json --to newer.json"],
  "snapshot show": ["idc-doctor snapshot show org.json", "idc-doctor snapshot show org.json --query 'accounts[].name'"],
  "snapshot diff": [
    "idc-doctor snapshot diff before.json after.json",
    "idc-doctor snapshot diff before.json after.json --who --output csv",
  ],
  "snapshot load": [
    "idc-doctor snapshot load org.json",
    "idc-doctor snapshot load org.json --url http://127.0.0.1:4747",
  ],
  "snapshot export": [
    "idc-doctor snapshot export org.json org.sqlite",
    "idc-doctor snapshot export org.json org.parquet",
  ],
};

/** The commands by what somebody comes for. */
export const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ["Ask", ["why", "who-can", "what-can", "matrix", "explain", "causes"]],
  ["Fix", ["fix", "provision"]],
  ["Watch over", ["scan", "test", "snapshot", "watch", "serve", "mcp"]],
  ["Try and set up", ["demo", "lab", "permissions", "config", "completion"]],
];
