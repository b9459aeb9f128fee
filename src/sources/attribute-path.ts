/** Values of user attributes by the paths that attributes for access control use: `${path:enterprise.costCenter}` (facts C10). */

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

/** Paths of AWS's list of supported attributes that are not named like the API's members. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  username: ["UserName"],
  displayname: ["DisplayName"],
  "name.givenname": ["Name", "GivenName"],
  "name.familyname": ["Name", "FamilyName"],
  "name.middlename": ["Name", "MiddleName"],
  email: ["Emails", "0", "Value"],
  emails: ["Emails", "0", "Value"],
  "emails[primary eq true].value": ["Emails", "0", "Value"],
  title: ["Title"],
  nickname: ["NickName"],
  usertype: ["UserType"],
  locale: ["Locale"],
  timezone: ["Timezone"],
  preferredlanguage: ["PreferredLanguage"],
  profileurl: ["ProfileUrl"],
};

/** Where the enterprise attributes of SCIM are in a user of the identity store. */
const ENTERPRISE = "aws:identitystore:enterprise";

/** Null where the user has no such attribute, or the path is not one that is known here. */
export function attributeValue(user: unknown, source: string | undefined): string | null {
  const path = /^\$\{path:(.+)\}$/.exec(source ?? "")?.[1];
  if (path === undefined) return null;
  const enterprise = /^enterprise\.(.+)$/i.exec(path)?.[1];
  const steps =
    enterprise === undefined
      ? (MEMBERS[path.toLowerCase()] ?? [capital(path)])
      : ["Extensions", ENTERPRISE, ...enterprise.split(".")];
  let value: unknown = user;
  for (const step of steps) value = memberNamed(value, step);
  return typeof value === "string" && value !== "" ? value : null;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The identity store writes extensions as the provider sent them, so the case of a name may differ. */
function memberNamed(value: unknown, name: string): unknown {
  const own = Object.entries(fields(value)).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return own?.[1];
}
