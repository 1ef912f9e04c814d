import { useCallback, useEffect, useState } from "react";

export interface Fetched<Value> {
	/** The last that came; of the key before while the next is under way. */
	readonly value: Value | null;
	readonly error: Error | null;
	readonly isFetching: boolean;
	retry(): void;
}

/**
 * Fetches again whenever `key` changes; null fetches nothing. What came for one `subject` is not shown for another while it is fetched.
 * `fetchIt` must depend on the key only.
 */
export function useFetched<Value>(
	{ key, subject }: { key: string | null; subject: string },
	fetchIt: (signal: AbortSignal) => Promise<Value>,
): Fetched<Value> {
	const [found, setFound] = useState<{
		key: string;
		subject: string;
		value: Value | null;
		error: Error | null;
	} | null>(null);
	const [attempt, setAttempt] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the answer depends on
	useEffect(() => {
		if (key === null) return;
		const abort = new AbortController();
		fetchIt(abort.signal).then(
			(value) => !abort.signal.aborted && setFound({ key, subject, value, error: null }),
			(error) => !abort.signal.aborted && setFound({ key, subject, value: null, error: error as Error }),
		);
		return () => abort.abort();
	}, [key, attempt]);
	const retry = useCallback(() => {
		setFound(null);
		setAttempt((before) => before + 1);
	}, []);
	const known = key !== null && found?.subject === subject ? found : null;
	return {
		value: known?.value ?? null,
		error: known?.error ?? null,
		isFetching: key !== null && found?.key !== key,
		retry,
	};
}
