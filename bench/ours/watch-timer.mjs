const TICK = 10;

/** Starts a timer of 10 ms; what is returned stops it and gives the most that it was late by, in ms. */
export function watchTimer() {
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
