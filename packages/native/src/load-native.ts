import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Binding } from "./binding";
import { hostTarget } from "./host-target";
import type { Native } from "./native";
import { nativeOf } from "./native-of";

/** Why the addon is not there. */
export interface LoadFailure {
	/** One sentence that names the cause. */
	readonly message: string;
	/** What was tried, in order, and why each failed. Empty where ALLYE_NATIVE=off forbade it. */
	readonly tried: readonly { readonly path: string; readonly reason: string }[];
}

type Outcome = { native: Native } | { failure: LoadFailure };
let outcome: Outcome | undefined;

/**
 * The native addon; the first call loads it and later ones return the same, or fail the same.
 *
 * The environment variable ALLYE_NATIVE=off makes it refuse, to see how a program does without.
 *
 * @throws Error with code ERR_NATIVE_UNAVAILABLE and, as `cause`, the {@link LoadFailure}
 */
export function loadNative(): Native {
	outcome ??= load();
	if ("native" in outcome) return outcome.native;
	const { message } = outcome.failure;
	throw Object.assign(new Error(message, { cause: outcome.failure }), { code: "ERR_NATIVE_UNAVAILABLE" });
}

/** Why {@link loadNative} fails here; null where it does not. */
export function nativeLoadFailure(): LoadFailure | null {
	outcome ??= load();
	return "failure" in outcome ? outcome.failure : null;
}

function load(): Outcome {
	if (process.env.ALLYE_NATIVE === "off") {
		return { failure: { message: "The native addon is switched off by ALLYE_NATIVE=off.", tried: [] } };
	}
	const target = hostTarget();
	// From dist/ as from src/, one level up.
	const path = fileURLToPath(new URL(`../prebuilds/${target}/allye-native.node`, import.meta.url));
	try {
		return { native: nativeOf(createRequire(import.meta.url)(path) as Binding) };
	} catch (error) {
		const reason = (error as Error).message.split("\n")[0]!;
		const message =
			`The native addon did not load (${target}, Node ${process.version}): tried ${path}: ${reason}. ` +
			"Install @allye/native again, or build it from source with a C++17 compiler.";
		return { failure: { message, tried: [{ path, reason }] } };
	}
}
