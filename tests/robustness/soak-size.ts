/** `pnpm soak` runs the same tests as `npm test`, as long as they have to run to say something about rare events. */
export const isSoak = process.env.ALLYE_SOAK === "1";

/** How much of it: a little every day, `soak` where it is meant. */
export const soakSize = (everyDay: number, soak: number): number => (isSoak ? soak : everyDay);

export const SOAK_TIMEOUT = isSoak ? 4 * 3_600_000 : 300_000;
