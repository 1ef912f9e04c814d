/** `pnpm soak` runs the same tests as `npm test`, as long as they have to run to say something about rare events. */
export const isSoak = process.env.ALLYE_SOAK === "1";

/** ALLYE_SOAK_SHARE=0.1: a tenth of a soak, where a machine has no hours to give. */
const share = Number(process.env.ALLYE_SOAK_SHARE || 1);

/** How much of it: a little every day, `soak` where it is meant. */
export const soakSize = (everyDay: number, soak: number): number =>
	isSoak ? Math.max(everyDay, Math.round(soak * share)) : everyDay;

export const SOAK_TIMEOUT = isSoak ? 4 * 3_600_000 : 300_000;
