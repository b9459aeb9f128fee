/** The settings of the configuration file, for people. */
import type { ListedSettings } from "../model/settings.ts";
import { plain } from "./sanitize.ts";

export function configurationText({ file, settings }: ListedSettings): string {
  const lines = settings.map(({ organization, setting, value }) =>
    plain(`${organization === null ? "" : `${organization}: `}${setting} = ${value}`),
  );
  return [plain(file), ...(lines.length > 0 ? lines : ["nothing is set"]), ""].join("\n");
}
