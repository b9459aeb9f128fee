/** Waiting in real time, for latency and delays on purpose. */

/** Resolves after the milliseconds; does not keep the process alive. */
export const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
