import load from "./load.mjs";
import { watchTimer } from "./watch-timer.mjs";

/** Two loads at once, after two one after the other; meanwhile a timer of 10 ms, and by how much it comes late at most. */
export default async function loadTogether({ table }) {
	const { work } = await load({ table });
	await work();
	const inTurn = [];
	const lags = [];
	return {
		async work() {
			const lag = watchTimer();
			const start = performance.now();
			await Promise.all([work(), work()]);
			const together = performance.now() - start;
			lags.push(lag());
			const second = performance.now();
			await work();
			await work();
			inTurn.push({ together, inTurn: performance.now() - second });
		},
		values: () => ({
			"together / in turn":
				Math.min(...inTurn.map((run) => run.together)) / Math.min(...inTurn.map((run) => run.inTurn)),
			"timer late by ms": Math.min(...lags),
		}),
	};
}
