import { fail } from "node:assert/strict";

/** Settles once `promise` has rejected with one of the `codes` in an AllyeError. */
export async function expectCode(promise: Promise<unknown>, ...codes: string[]): Promise<Error> {
	const error = await promise.then(
		() => fail(`It should have rejected with ${codes.join(" or ")}, and did not.`),
		(error: unknown) => error,
	);
	if (
		error instanceof Error &&
		error.name === "AllyeError" &&
		codes.includes((error as Error & { code: string }).code)
	)
		return error;
	throw new Error(`It should have rejected with an AllyeError of ${codes.join(" or ")}, not with: ${error}`, {
		cause: error,
	});
}
