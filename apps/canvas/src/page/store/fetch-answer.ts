/** What the server refused: its own words. */
export class RefusedError extends Error {
	override readonly name = "RefusedError";
	constructor(
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/**
 * GET or POST of a path of {@link API}; `query` leaves out what is null.
 *
 * @throws RefusedError where the server says no; what fetch throws where it does not answer or `signal` was aborted
 */
export async function fetchAnswer(
	path: string,
	{
		query = {},
		signal,
		body,
	}: { query?: Readonly<Record<string, string | number | null>>; signal?: AbortSignal; body?: unknown } = {},
): Promise<Response> {
	const asked = Object.entries(query).filter(
		(entry): entry is [string, string | number] => entry[1] !== null,
	);
	const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]));
	const response = await fetch(search.size > 0 ? `${path}?${search}` : path, {
		signal,
		...(body === undefined
			? {}
			: { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
	});
	if (response.ok) return response;
	throw await refusal(response);
}

async function refusal(response: Response): Promise<RefusedError> {
	const text = await response.text();
	try {
		const { error } = JSON.parse(text) as { error: { code: string; message: string } };
		return new RefusedError(error.code, error.message);
	} catch {
		return new RefusedError(String(response.status), text || response.statusText);
	}
}
