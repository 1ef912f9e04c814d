import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, step } from "../scripts/step.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/**
 * The data of the benchmarks, made by the real Python package where it is not there yet and kept in bench/.data.
 *
 * @typedef {{ secretDir: string, tableName: string }} TableRef
 */
export class Data {
	/** Path of the interpreter. @type {string} */
	python;
	#sizes;
	#scratch = [];
	#makings = new Map();

	/** @param {{ python: string, sizes: import("./sizes.mjs").Sizes }} options */
	constructor({ python, sizes }) {
		this.python = python;
		this.#sizes = sizes;
	}

	/**
	 * The table of numbers, categories and text that users have.
	 *
	 * @param {"zstd" | "none"} compression
	 * @param {Partial<import("./sizes.mjs").Sizes>} [other] Sizes that are others than usual.
	 */
	async mid(compression, other) {
		const { midRows, midColumns, midBatchRows } = { ...this.#sizes, ...other };
		const args = [compression, midRows, midColumns, midBatchRows];
		return await this.#table("make_mid.py", `mid-${args.join("-")}`, args);
	}

	/** The table that is larger than memory may be. */
	async big() {
		const { bigRows, bigColumns } = this.#sizes;
		return await this.#table("make_big.py", `big-${bigRows}-${bigColumns}`, [bigRows, bigColumns]);
	}

	/** The secret directory of a long manifest. @param {Partial<import("./sizes.mjs").Sizes>} [other] Sizes that are others than usual. */
	async manifest(other) {
		const { manifestLines, manifestNames } = { ...this.#sizes, ...other };
		const name = `manifest-${manifestLines}-${manifestNames}`;
		return await this.#make(name, (secretDir) => [
			"make_manifest.py",
			secretDir,
			manifestLines,
			manifestNames,
		]);
	}

	/** An empty secret directory; {@link removeScratch} removes it. */
	scratch() {
		const path = mkdtempSync(join(tmpdir(), "allye-bench-"));
		this.#scratch.push(path);
		return path;
	}

	removeScratch() {
		for (const path of this.#scratch) rmSync(path, { recursive: true, force: true });
	}

	async #table(script, name, args) {
		const secretDir = await this.#make(name, (directory) => [script, directory, name, ...args]);
		return { secretDir, tableName: name };
	}

	/** Each is made once, also where two ask for it at the same time. */
	#make(name, command) {
		let making = this.#makings.get(name);
		if (!making) {
			making = this.#makeNow(name, command);
			this.#makings.set(name, making);
		}
		return making;
	}

	async #makeNow(name, command) {
		const secretDir = join(HERE, ".data", name);
		const made = join(secretDir, ".made");
		if (existsSync(made)) return secretDir;
		rmSync(secretDir, { recursive: true, force: true });
		mkdirSync(secretDir, { recursive: true });
		const [script, ...args] = command(secretDir);
		await step(`Making ${name}`, () =>
			run(this.python, ["-B", join(HERE, "data", script), ...args.map(String)]),
		);
		writeFileSync(made, "");
		return secretDir;
	}
}
