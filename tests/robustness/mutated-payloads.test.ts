import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { nativeWithSanitizers } from "./native-with-sanitizers";
import { PYTHON, program } from "./python";
import { isSoak, SOAK_TIMEOUT, soakSize } from "./soak-size";
import { withTemporaryDirectory } from "./with-temporary-directory";

const makePayloads = fileURLToPath(
	new URL("../../packages/arrow-ipc/test/make-payloads.py", import.meta.url),
);

interface Seen {
	copies: number;
	outcomes: Record<string, number>;
	longestMs: number;
	peakMB: number;
}

test.skipIf(!PYTHON)(
	`damaged payloads are read or refused with a code, through the addon${isSoak ? " built with sanitizers" : ""}: no report, no crash, no hang`,
	{ timeout: SOAK_TIMEOUT },
	() =>
		withTemporaryDirectory(async (folder) => {
			execFileSync(PYTHON!, [makePayloads, folder, "7"], { stdio: ["ignore", "ignore", "inherit"] });
			const sanitizers =
				isSoak && process.platform === "linux" ? nativeWithSanitizers(`${folder}/native`) : null;
			const args = [program("read-mutated.mjs"), folder, "0", String(soakSize(2000, 100_000))];
			if (sanitizers) args.push(`${folder}/native`);
			const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
				env: { ...process.env, ...sanitizers },
				maxBuffer: 2 ** 26,
			});
			const seen: Seen = JSON.parse(stdout);
			console.log("damaged payloads:", { ...seen, sanitizers: sanitizers !== null });
			expect(stderr).not.toMatch(/Sanitizer|runtime error/);
			expect(seen.outcomes.PAYLOAD_CORRUPT).toBeGreaterThan(seen.copies / 10);
			expect(seen.outcomes.read).toBeGreaterThan(seen.copies / 50);
			expect(seen.longestMs).toBeLessThan(5000);
		}),
);
