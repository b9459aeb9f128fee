/** JSON Schema (draft 2020-12) of a TypeScript type, as `JSON.stringify` writes its values: what is undefined is left out. */
import ts from "typescript";

export type JsonSchema = { readonly [keyword: string]: unknown };

interface Definitions {
  /** By the type's name; one that has begun is there before it is complete, so that types may refer to themselves. */
  readonly named: Map<string, { readonly type: ts.Type; schema: JsonSchema }>;
  readonly checker: ts.TypeChecker;
}

/** The schema of one type, with every named type that it uses under `$defs`. */
export function schemaOfType(type: ts.Type, checker: ts.TypeChecker): JsonSchema {
  const definitions: Definitions = { named: new Map(), checker };
  const root = schemaOf(type, definitions);
  const $defs = Object.fromEntries(
    [...definitions.named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { schema }]) => [name, schema]),
  );
  return { ...root, $defs };
}

function schemaOf(type: ts.Type, definitions: Definitions): JsonSchema {
  const name = nameOf(type);
  if (name === undefined) return bare(type, definitions);
  const known = definitions.named.get(name);
  if (known && known.type !== type) throw new Error(`two types are called ${name}`);
  if (!known) {
    const entry = { type, schema: {} as JsonSchema };
    definitions.named.set(name, entry);
    entry.schema = { ...described(type.aliasSymbol ?? type.symbol, definitions), ...bare(type, definitions) };
  }
  return { $ref: `#/$defs/${name}` };
}

/** Interfaces and aliases of our own; a generic one has no one schema, and a primitive needs no name. */
function nameOf(type: ts.Type): string | undefined {
  const symbol = type.aliasSymbol ?? (type.flags & ts.TypeFlags.Object ? type.symbol : undefined);
  if (!symbol || symbol.name.startsWith("__") || (type.aliasTypeArguments ?? []).length > 0) return undefined;
  if (!isOurs(symbol) || ((type as ts.TypeReference).typeArguments ?? []).length > 0) return undefined;
  return symbol.name;
}

const isOurs = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some((declaration) => !declaration.getSourceFile().fileName.includes("/node_modules/"));

function described(symbol: ts.Symbol | undefined, { checker }: Definitions): JsonSchema {
  const words = symbol ? ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll("\n", " ") : "";
  return words === "" ? {} : { description: words };
}

function bare(type: ts.Type, definitions: Definitions): JsonSchema {
  if (type.isUnion()) return unionSchema(type.types, definitions);
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  const { flags } = type;
  if (flags & ts.TypeFlags.BooleanLiteral) return { const: definitions.checker.typeToString(type) === "true" };
  if (flags & ts.TypeFlags.Null) return { type: "null" };
  if (flags & ts.TypeFlags.Boolean) return { type: "boolean" };
  if (flags & ts.TypeFlags.Number) return { type: "number" };
  if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) return { type: "string" };
  if (flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return {};
  // An id with a brand of its own is a string in JSON.
  if (type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String)) return { type: "string" };
  if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return objectSchema(type, definitions);
  throw new Error(`no JSON Schema for the type ${definitions.checker.typeToString(type)}`);
}

/** Words become an enum; `true | false` is a boolean; undefined is what JSON leaves out. */
function unionSchema(types: readonly ts.Type[], definitions: Definitions): JsonSchema {
  const present = types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const words = present.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
  const booleans = present.filter(({ flags }) => flags & ts.TypeFlags.BooleanLiteral);
  const rest = present.filter((type) => !type.isStringLiteral() && !(booleans.length === 2 && booleans.includes(type)));
  const parts = [
    ...(words.length > 0 ? [{ enum: words }] : []),
    ...(booleans.length === 2 ? [{ type: "boolean" }] : []),
    ...rest.map((type) => schemaOf(type, definitions)),
  ];
  const [only] = parts;
  return parts.length === 1 && only ? only : { anyOf: parts };
}

function objectSchema(type: ts.Type, definitions: Definitions): JsonSchema {
  const { checker } = definitions;
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference).map((item) => schemaOf(item, definitions));
    return { type: "array", prefixItems: items, items: false, minItems: items.length };
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return { type: "array", items: item ? schemaOf(item, definitions) : {} };
  }
  const members = checker.getPropertiesOfType(type).map((symbol) => memberOf(symbol, definitions));
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const required = members.flatMap(({ name, isOptional }) => (isOptional ? [] : [name]));
  return {
    type: "object",
    ...(members.length > 0
      ? { properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])) }
      : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(index ? { additionalProperties: schemaOf(index, definitions) } : {}),
  };
}

function memberOf(symbol: ts.Symbol, definitions: Definitions) {
  const type = definitions.checker.getTypeOfSymbol(symbol);
  const parts = type.isUnion() ? type.types : [type];
  const canBeUndefined = parts.some(({ flags }) => flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Unknown));
  const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0 || canBeUndefined;
  return {
    name: symbol.name,
    isOptional,
    schema: { ...described(symbol, definitions), ...schemaOf(type, definitions) },
  };
}
