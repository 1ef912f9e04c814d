import { test } from "vitest";

test("leaves a rejection behind", async () => {
	void Promise.reject(new Error("nobody catches this"));
	await new Promise((resolve) => setTimeout(resolve, 50));
});
