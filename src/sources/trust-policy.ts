/** What a role's trust policy says of Identity Center: read, not evaluated. */

type Fields = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** AWS writes a single statement without a list around it (facts 4.2). */
function statementsOf(trustPolicy: string): readonly Fields[] {
  try {
    return list(fields(JSON.parse(trustPolicy))["Statement"]).map(fields);
  } catch {
    return [];
  }
}

/** The first SAML provider that may take the role. */
export function federatedProviderOf(trustPolicy: string): string | undefined {
  const providers = statementsOf(trustPolicy).flatMap((statement) => list(fields(statement["Principal"])["Federated"]));
  return providers.find((provider) => typeof provider === "string");
}

/**
 * Whether a trust policy names the reserved role of a set: as principal, or in a condition, with its suffix. Such a
 * policy names nobody any more once the role is created again (facts E4); one with a wildcard for the suffix goes on working.
 */
export function trustsReservedRole(trustPolicy: string, permissionSetName: string): boolean {
  const name = `AWSReservedSSO_${permissionSetName}_`;
  return statementsOf(trustPolicy).some((statement) =>
    texts([statement["Principal"], statement["Condition"]]).some((one) => SUFFIX.test(after(one, name))),
  );
}

/** Sixteen hexadecimal digits: what a new role does not have. A wildcard keeps its meaning. */
const SUFFIX = /^[0-9a-f]{16}(?![0-9a-f])/;
const after = (text: string, name: string): string => text.split(name)[1] ?? "";

/** Every text in a value, however deep. */
const texts = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return Object.values(fields(value)).flatMap(texts);
};
