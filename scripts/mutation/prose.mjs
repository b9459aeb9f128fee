/** Tells Stryker what of a cause is prose: its documentation and what the catalogue prints of it. Nothing is decided by them. */

const PROSE = ["documentation", "confidenceRule", "facts", "title", "symptoms", "sources"];

/** Stryker asks for each node of the syntax tree; a sentence means: leave it, and all that is in it, alone. */
function shouldIgnore(path) {
  const isProse =
    path.isObjectProperty() && PROSE.includes(path.node.key.name) && path.get("value").isLiteral !== undefined;
  if (!isProse) return undefined;
  const { type } = path.node.value;
  return ["ObjectExpression", "ArrayExpression", "StringLiteral"].includes(type) ? "prose" : undefined;
}

export const strykerPlugins = [{ kind: "Ignore", name: "prose", value: { shouldIgnore } }];
