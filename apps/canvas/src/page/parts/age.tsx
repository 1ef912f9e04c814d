import { useEffect, useState } from "react";
import { useWords } from "../words/use-words";

/** "3 minutes ago", with the exact time on hover; it grows older by itself. */
export function Age({ time }: { time: number }) {
	const { format } = useWords();
	const [now, setNow] = useState(Date.now);
	useEffect(() => {
		const timer = setInterval(() => setNow(Date.now()), 15_000);
		return () => clearInterval(timer);
	}, []);
	// What came after the last look is not in the future.
	return (
		<time dateTime={new Date(time).toISOString()} title={format.exactTime(time)}>
			{format.age(time, Math.max(now, Math.min(time, Date.now())))}
		</time>
	);
}
