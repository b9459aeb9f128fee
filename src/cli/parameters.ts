/** How flags and positional words are declared, and those that several commands take. */
export const text = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: String, brief, placeholder, optional: true }) as const;

/** A flag whose words `parse` reads; it throws a SyntaxError that says what is wrong with them. */
export const parsedBy = <T>(parse: (words: string) => T, brief: string, placeholder: string) =>
  ({ kind: "parsed", parse, brief, placeholder, optional: true }) as const;

export const toggle = (brief: string) => ({ kind: "boolean", brief, optional: true, withNegated: false }) as const;

export const word = (brief: string, placeholder: string) => ({ parse: String, brief, placeholder }) as const;

export const optionalWord = (brief: string, placeholder: string) =>
  ({ ...word(brief, placeholder), optional: true }) as const;

export const USER = "userName, e-mail address, display name or id";
export const ACCOUNT = "Id, name or e-mail address of an account";
export const SET = "Name or ARN of a permission set";

export const from = text("Saved organization document instead of AWS", "file");
export const output = text("text, json, yaml or markdown", "format");
export const query = text("JMESPath expression over the JSON, as in the aws CLI", "expression");
export const yes = toggle("Apply without asking");
