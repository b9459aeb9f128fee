/** How flags and positional words are declared, and the types that follow from a declaration. */
import type { Completable } from "./completion/completing.ts";
import type { CliContext } from "./terminal.ts";

/** A flag that takes any text. */
export const text = (brief: string, placeholder: string) =>
  ({ kind: "parsed", parse: String, brief, placeholder, optional: true }) as const;

/** A flag that may be given several times, each time with any text. */
export const texts = (brief: string, placeholder: string) => ({ ...text(brief, placeholder), variadic: true }) as const;

/** A flag whose words `parse` reads; it throws a SyntaxError that says what is wrong with them. */
export const parsedBy = <T>(parse: (words: string) => T, brief: string, placeholder: string) =>
  ({ kind: "parsed", parse, brief, placeholder, optional: true }) as const;

/** A flag that takes one of these words; help lists them, and another word is refused with the nearest one. */
export const oneOf = <T extends string>(values: readonly T[], brief: string) =>
  ({ kind: "enum", values, brief, optional: true }) as const;

/** The same with a word that holds where the flag is not given. */
export const oneOfOr = <T extends string>(byDefault: T, values: readonly T[], brief: string) =>
  ({ kind: "enum", values, brief, default: byDefault }) as const;

export const toggle = (brief: string) => ({ kind: "boolean", brief, optional: true, withNegated: false }) as const;

/** A positional word. */
export const word = (brief: string, placeholder: string) => ({ parse: String, brief, placeholder }) as const;

export const optional = <Parameter extends object>(parameter: Parameter) => ({ ...parameter, optional: true }) as const;

/** The same parameter, which a shell can complete with what idc-doctor knows. */
export const completed = <Parameter extends object>(parameter: Parameter, what: Completable) =>
  ({
    ...parameter,
    async proposeCompletions(this: CliContext, partial: string): Promise<readonly string[]> {
      const { proposals } = await import("./completion/values.ts");
      return proposals(what, partial, this);
    },
  }) as const;

type ValueOf<Flag> = Flag extends { readonly kind: "boolean" }
  ? boolean
  : Flag extends { readonly kind: "enum"; readonly values: readonly (infer Value)[] }
    ? Value
    : Flag extends { readonly parse: (words: string) => infer Value; readonly variadic: true }
      ? readonly Value[]
      : Flag extends { readonly parse: (words: string) => infer Value }
        ? Value
        : never;

type Optional = { readonly optional: true };

/** What a command receives for flags that are declared so. */
export type FlagsOf<Flags> = {
  readonly [Name in keyof Flags as Flags[Name] extends Optional ? never : Name]: ValueOf<Flags[Name]>;
} & {
  readonly [Name in keyof Flags as Flags[Name] extends Optional ? Name : never]?: ValueOf<Flags[Name]>;
};
