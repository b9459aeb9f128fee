/** Tells Stryker what of a cause is prose: its documentation, and what the catalogue prints of it. Nothing decides by them. */
import { PluginKind } from "@stryker-mutator/api/plugin";

const PROSE = ["documentation", "confidenceRule", "facts", "title"];

/** Stryker asks for each node; a sentence means: leave it and all that is in it alone. */
function shouldIgnore(path) {
  if (path.isObjectProperty() && PROSE.includes(path.node.key.name) && !path.get("value").isIdentifier())
    return `${path.node.key.name} is prose`;
  return undefined;
}

export const strykerPlugins = [{ kind: PluginKind.Ignore, name: "prose", value: { shouldIgnore } }];
