import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
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
	// In a bundle this is the bundle; a bundler that makes CommonJS leaves import.meta empty.
	const here = import.meta.url ?? pathToFileURL(__filename).href;
	const require = createRequire(here);
	const tried: { path: string; reason: string }[] = [];
	for (const path of placesOf(`prebuilds/${target}/allye-native.node`, here, require)) {
		try {
			return { native: oneNativeOf(require(path) as Binding, path) };
		} catch (error) {
			tried.push({ path, reason: (error as Error).message.split("\n")[0]! });
		}
	}
	const attempts = tried.map(({ path, reason }) => `tried ${path}: ${reason}`).join("; ");
	const message =
		`The native addon did not load (${target}, Node ${process.version}): ${attempts}. ` +
		"Install @allye/native again, or build it from source with a C++17 compiler.";
	return { failure: { message, tried } };
}

const NATIVES = Symbol.for("@allye/native");

/**
 * One interface for an addon file, whichever path led to it: where symbolic links are not resolved (--preserve-symlinks, Wine) each path has a copy of this
 * code, and what one copy has opened another does not know.
 */
function oneNativeOf(binding: Binding, path: string): Native {
	const shared = globalThis as { [NATIVES]?: Map<string, Native> };
	shared[NATIVES] ??= new Map();
	const natives = shared[NATIVES];
	const { dev, ino } = statSync(path, { bigint: true });
	const native = natives.get(`${dev}:${ino}`) ?? nativeOf(binding);
	natives.set(`${dev}:${ino}`, native);
	return native;
}

/** Where a file of this package may be: beside this code, or where a bundle took in the code only, in the package that is installed. */
function* placesOf(file: string, here: string, require: NodeJS.Require): Iterable<string> {
	// From dist/ as from src/, one level up.
	const beside = fileURLToPath(new URL(`../${file}`, here));
	yield beside;
	const manifest = resolved(require, "@allye/native/package.json");
	if (manifest && join(dirname(manifest), file) !== beside) yield join(dirname(manifest), file);
}

function resolved(require: NodeJS.Require, name: string): string | null {
	try {
		return require.resolve(name);
	} catch {
		return null;
	}
}
