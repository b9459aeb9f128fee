/** Milliseconds of a clock that only goes forward. `performance` would be loaded when it is first used; this is there. */
export const monotonicMilliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;
