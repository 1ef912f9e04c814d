/** Lets the event loop have its turn. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Rows that are worked through between two pauses: some milliseconds. */
export const SLICE = 1 << 19;
