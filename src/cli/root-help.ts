/**
 * The text of `idc-doctor --help`, rendered when the bundle is built: to print it costs little more than a bare `node`. Undefined
 * where the sources run as they are; the command line then renders it.
 */
export const rootHelp: string | undefined = undefined;
