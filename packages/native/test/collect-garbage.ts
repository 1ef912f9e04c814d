import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Collects all that nobody holds, and lets the finalizers run. */
export async function collectGarbage(): Promise<void> {
	for (let i = 0; i < 3; i++) {
		collect();
		await sleep(5);
	}
}
