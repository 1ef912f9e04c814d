import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { hostTarget } from "../src/host-target";
import { temporaryDirectory } from "./temporary-directory";

const root = fileURLToPath(new URL("..", import.meta.url));
const addon = join(root, "prebuilds", hostTarget(), "allye-native.node");

function build(env: NodeJS.ProcessEnv, ...args: string[]) {
	const out = join(temporaryDirectory(), "allye-native.node");
	const script = join(root, "scripts/build-addon.mjs");
	return spawnSync(process.execPath, [script, "--out", out, ...args], {
		env: { ...process.env, ...env },
		encoding: "utf8",
	});
}

test.runIf(process.platform === "linux")("the addon exports Node-API's entry and nothing else", () => {
	const symbols = execFileSync("nm", ["-D", addon], { encoding: "utf8" }).trim().split("\n");
	const names = (kind: RegExp) =>
		symbols.filter((line) => kind.test(line)).map((line) => line.trim().split(/\s+/).at(-1)!);
	expect(names(/ [TDBVWR] /)).toEqual(["napi_register_module_v1", "node_api_module_get_api_version_v1"]);
	// Not one of the codecs' functions is left to bind to the copies that Node itself exports.
	expect(names(/ [Uwv] /).filter((name) => /zstd|lz4|xxh|huf_|fse_/i.test(name))).toEqual([]);
	// Electron has no memory for JavaScript that is ours: nothing of the interface that makes such memory is used.
	expect(names(/ [Uwv] /)).toContain("napi_create_external");
	expect(names(/ [Uwv] /).filter((name) => /external_(array)?buffer|external_string/.test(name))).toEqual([]);
});

test("without a compiler the build warns and goes on", () => {
	const { status, stderr } = build({ CXX: "no-such-compiler" });
	expect(status).toBe(0);
	expect(stderr).toContain("no compiler 'no-such-compiler'");
});

test("sources that do not compile fail the build", () => {
	const { status, stderr } = build({}, "--flags=-fno-such-flag");
	expect(status).toBe(1);
	expect(stderr).toContain("does not build");
});

test("nothing is compiled again where nothing changed", { retry: 3 }, () => {
	const started = performance.now();
	const { status, stdout } = build({});
	expect(status).toBe(0);
	expect(stdout).toBe("");
	expect(performance.now() - started).toBeLessThan(3000);
});
