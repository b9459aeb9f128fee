/** The seed of measured organizations, so that every program measures the same one. */
export const SEED = 20_260_301;
