/** The version of the package. The build writes it in, so that the bundle's entry shares no file with the rest (tsdown.config.ts). */
import packageJson from "../../package.json" with { type: "json" };

export const version: string = packageJson.version;
