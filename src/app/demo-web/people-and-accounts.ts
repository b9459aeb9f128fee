/** Names of the organization of `demo --web`. */
export const MANAGEMENT = "999988887777";
export const INSTANCE_ID = "ssoins-7223a5d90e0exam1";

const PRODUCTS = ["payroll", "billing", "storefront", "search", "identity", "data", "mobile", "partner"] as const;
const STAGES = ["prod", "staging", "dev", "test"] as const;
const SHARED = [
  "log-archive",
  "security-tooling",
  "network",
  "shared-services",
  "backup",
  "build",
  "training",
] as const;

/** The article's account, then four for each product and those that all share: 40 in all. */
export const ACCOUNTS: readonly { readonly id: string; readonly name: string }[] = [
  { id: "123456789012", name: "sandbox" },
  ...[...PRODUCTS.flatMap((product) => STAGES.map((stage) => `${product}-${stage}`)), ...SHARED].map((name, at) => ({
    id: String(210_000_000_000 + at * 1_010_101),
    name,
  })),
];

const person = (displayName: string, ...groups: readonly string[]) => ({
  displayName,
  userName: `${displayName.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(" ", ".")}@example.com`,
  groups,
});

export const PEOPLE = [
  person("Alice Moreau"),
  person("Bob Tanaka", "Developers"),
  person("Clara Silva", "Developers"),
  person("Daniel Okafor", "Developers"),
  person("Elif Yılmaz", "Developers"),
  person("Farid Haddad", "Developers", "Data"),
  person("Grace Kim", "PlatformAdmins"),
  person("Hugo Lindqvist", "PlatformAdmins"),
  person("Ines Carvalho", "PlatformAdmins"),
  person("Jonas Weber", "Auditors"),
  person("Keiko Mori", "Auditors"),
  person("Liam Byrne", "Finance"),
  person("Mina Rahimi", "Finance"),
  person("Noah Cohen", "Finance"),
  person("Olga Petrova", "Data"),
  person("Pedro Alvarez", "Data"),
  person("Quentin Dubois", "Data"),
  person("Rosa Nowak", "Support"),
  person("Samir Patel", "Support"),
  person("Tess van Dijk", "Support"),
  person("Umar Sheikh", "Developers"),
  person("Vera Novotná", "Developers"),
  person("Wei Zhang", "Developers", "Data"),
  person("Ximena Rojas", "Developers"),
  person("Yusuf Demir", "Developers"),
  person("Zoë Martin", "Developers"),
] as const;

export const GROUPS = [
  { displayName: "Developers" },
  { displayName: "PlatformAdmins" },
  { displayName: "Auditors" },
  { displayName: "Finance" },
  { displayName: "Data" },
  { displayName: "Support" },
  { displayName: "Contractors" },
] as const;

const set = (name: string, policy: string) => ({ name, managedPolicyArns: [`arn:aws:iam::aws:policy/${policy}`] });

export const SETS = [
  set("ReadOnly", "ReadOnlyAccess"),
  set("Engineer", "PowerUserAccess"),
  set("Admin", "AdministratorAccess"),
  set("Audit", "SecurityAudit"),
  set("Analyst", "ReadOnlyAccess"),
  set("Billing", "job-function/Billing"),
  set("Support", "job-function/SupportUser"),
] as const;
