import load from "./load.mjs";

const TICK = 10;

/** Two loads at once, after two one after the other; meanwhile a timer of 10 ms, and by how much it comes late at most. */
export default async function loadTogether({ table }) {
	const { work } = load({ table });
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

/** Starts a timer; what is returned stops it and gives the most that it was late by. */
function watchTimer() {
	let worst = 0;
	let due = performance.now() + TICK;
	const timer = setInterval(() => {
		worst = Math.max(worst, performance.now() - due);
		due = performance.now() + TICK;
	}, TICK);
	return () => {
		clearInterval(timer);
		return Math.max(worst, performance.now() - due);
	};
}
