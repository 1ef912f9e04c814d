import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const native = fileURLToPath(new URL("../../packages/native", import.meta.url));
const FLAGS = "-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined";

/**
 * Builds the addon with AddressSanitizer and UndefinedBehaviorSanitizer by the machine's compiler, in a folder that looks like @allye/native.
 *
 * @returns what a process needs that loads it
 */
export function nativeWithSanitizers(folder: string): NodeJS.ProcessEnv {
	const target = `${process.platform}-${process.arch}`;
	mkdirSync(join(folder, "prebuilds", target), { recursive: true });
	cpSync(join(native, "dist"), join(folder, "dist"), { recursive: true });
	writeFileSync(join(folder, "package.json"), '{"type":"module"}');
	const out = join(folder, "prebuilds", target, "allye-native.node");
	execFileSync(process.execPath, ["scripts/build-addon.mjs", `--flags=${FLAGS}`, `--out=${out}`], {
		cwd: native,
		stdio: ["ignore", "ignore", "inherit"],
	});
	const libraryOf = (name: string) =>
		execFileSync("cc", [`-print-file-name=${name}`])
			.toString()
			.trim();
	return {
		LD_PRELOAD: `${libraryOf("libasan.so")}:${libraryOf("libubsan.so")}`,
		// Node itself keeps memory until its end.
		ASAN_OPTIONS: "detect_leaks=0:allocator_may_return_null=1:handle_segv=1",
		UBSAN_OPTIONS: "print_stacktrace=1:halt_on_error=1",
	};
}
