/** Results as YAML, a view of the published values; apart, because its library takes longer to load than most answers. */
import { stringify } from "../model/yaml.ts";
import { plainDeep } from "./sanitize.ts";

/** What a terminal would obey is left out: YAML has no escape for it outside of quotes. */
export const yamlText = (value: unknown): string => stringify(plainDeep(value));
