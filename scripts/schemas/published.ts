/** Every JSON output that idc-doctor publishes, with the type that produces it. */

export interface PublishedOutput {
  /** The file's name in `docs/schemas/`, without `.json`. */
  readonly name: string;
  /** What writes it, as a person types it. */
  readonly command: string;
  readonly title: string;
  readonly file: string;
  readonly type: string;
  /** True: the output is a list of them. */
  readonly isList?: boolean;
}

export const PUBLISHED: readonly PublishedOutput[] = [
  {
    name: "alert",
    command: "watch, to a channel of the kind webhook",
    title: "Alert of what changed in the findings",
    file: "src/model/alert.ts",
    type: "Alert",
  },
  {
    name: "diagnosis",
    command: "why … --output json",
    title: "Diagnosis of one question",
    file: "src/model/diagnosis.ts",
    type: "Diagnosis",
  },
  { name: "fix", command: "fix … --output json", title: "Result of a repair", file: "src/app/fix.ts", type: "Fixed" },
  {
    name: "journal",
    command: "fix --list --output json",
    title: "Plans of the journal",
    file: "src/app/list-plans.ts",
    type: "ListedPlans",
  },
  {
    name: "answer",
    command: "why -, fix -",
    title: "Answer to one question of a list, a line each",
    file: "src/cli/question-list.ts",
    type: "ListAnswer",
  },
  {
    name: "settings",
    command: "config list --output json",
    title: "Settings of the configuration file",
    file: "src/model/settings.ts",
    type: "ListedSettings",
  },
  { name: "plan", command: "scan --plan <file>", title: "Plan of repairs", file: "src/model/plan.ts", type: "Plan" },
  {
    name: "provision",
    command: "provision … --output json",
    title: "Result of provisioning",
    file: "src/app/provision.ts",
    type: "Provisioned",
  },
  {
    name: "explanation",
    command: "explain … --output json",
    title: "Explanation of pasted text",
    file: "src/app/explain.ts",
    type: "Explained",
  },
  {
    name: "findings",
    command: "scan --output json",
    title: "Findings of a whole organization",
    file: "src/model/finding.ts",
    type: "Findings",
  },
  {
    name: "effective-access",
    command: "who-can … --output json, what-can … --output json",
    title: "Who can use what",
    file: "src/model/effective-access.ts",
    type: "EffectiveAccess",
  },
  {
    name: "matrix",
    command: "matrix people --output json, matrix sets --output json",
    title: "Counts of people by account, or of accounts by permission set",
    file: "src/model/matrix.ts",
    type: "Matrix",
  },
  {
    name: "access-tests",
    command: "test … --output json",
    title: "Results of access tests",
    file: "src/model/access-test.ts",
    type: "AccessTests",
  },
  {
    name: "snapshot-diff",
    command: "snapshot diff … --output json",
    title: "Difference of two snapshots",
    file: "src/model/snapshot-diff.ts",
    type: "SnapshotDiff",
  },
  {
    name: "organization",
    command: "snapshot save <file>, snapshot refresh <file>, snapshot show … --output json",
    title: "Organization document",
    file: "src/model/organization-document/written/document.ts",
    type: "WrittenDocument",
  },
  {
    name: "causes",
    command: "causes --output json",
    title: "Catalogue of causes",
    file: "src/app/causes.ts",
    type: "CatalogueEntry",
    isList: true,
  },
  {
    name: "cause",
    command: "causes <id> --output json",
    title: "One cause of the catalogue",
    file: "src/app/causes.ts",
    type: "CatalogueEntry",
  },
  {
    name: "permissions",
    command: "permissions",
    title: "IAM policy for idc-doctor",
    file: "src/model/permissions.ts",
    type: "PolicyDocument",
  },
  {
    name: "permission-check",
    command: "permissions --check --output json",
    title: "What the caller lacks of the permissions",
    file: "src/model/permissions.ts",
    type: "PermissionCheck",
  },
];
