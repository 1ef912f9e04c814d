import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { continuous, createDomain, numberColumn, OrangeTable } from "../src";
import { table } from "./arbitrary-table";

/** Sends back what it gets. */
const ECHO = `const { parentPort } = require("node:worker_threads"); parentPort.on("message", (value) => parentPort.postMessage(value));`;

let worker: Worker;
beforeAll(() => {
	worker = new Worker(ECHO, { eval: true });
});
afterAll(() => worker.terminate());

const echo = (value: unknown, transfer: ArrayBuffer[]) =>
	new Promise<never>((resolve, reject) => {
		worker.once("message", resolve);
		worker.once("error", reject);
		worker.postMessage(value, transfer);
	});

describe("toTransferable", () => {
	it("crosses to a worker and back as it was", async () => {
		await fc.assert(
			fc.asyncProperty(table, fc.boolean(), async (table, moves) => {
				const want = { domain: structuredClone(table.domain), rows: [...table.rows()] };
				const { value, transfer } = table.toTransferable();
				const back = OrangeTable.fromTransferable(await echo(value, moves ? transfer : []));
				expect(back.domain).toEqual(want.domain);
				expect([...back.rows()]).toEqual(want.rows);
				expect(back.rowCount).toBe(want.rows.length);
			}),
			{ numRuns: 200 },
		);
	});

	it("moves memory that columns share only once", async () => {
		const memory = new Float64Array([1, 2, 3, 4]);
		const [x, y] = [continuous("x"), continuous("y")];
		const columns = [numberColumn(x, memory.subarray(0, 2)), numberColumn(y, memory.subarray(2))];
		const { value, transfer } = new OrangeTable(
			createDomain({ attributes: [x, y] }),
			columns,
		).toTransferable();
		expect(transfer).toEqual([memory.buffer]);
		const back = OrangeTable.fromTransferable(await echo(value, transfer));
		expect([...back.rows()]).toEqual([
			[1, 3],
			[2, 4],
		]);
		expect(memory.byteLength).toBe(0);
	});

	it("refuses what is no packed table", () => {
		const wrong = expect.objectContaining({ code: "INVALID_ARGUMENT" });
		expect(() => OrangeTable.fromTransferable({} as never)).toThrow(wrong);
		expect(() => OrangeTable.fromTransferable(null as never)).toThrow(wrong);
		const packed = OrangeTable.fromRows([{ x: 1, t: "a" }]).toTransferable().value;
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }), fc.anything(), (path, junk) => {
				const broken = structuredClone(packed) as unknown as Record<string, unknown>;
				let at = broken;
				let key = "";
				for (const step of path) {
					const keys = Object.keys(at);
					key = keys[step % keys.length]!;
					const next = at[key];
					if (typeof next !== "object" || next === null || Object.keys(next).length === 0) break;
					at = next as Record<string, unknown>;
				}
				at[Object.keys(at)[(path.at(-1) ?? 0) % Object.keys(at).length]!] = junk;
				try {
					OrangeTable.fromTransferable(broken as never);
				} catch (error) {
					expect(error).toEqual(wrong);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it("leaves a table that says so instead of answering that all is missing", async () => {
		const sent = OrangeTable.fromRows([
			{ x: 1, c: "k", d: "a" },
			{ x: 2, c: "k", d: "b" },
		]);
		// What was asked for before is no excuse.
		expect(sent.X.column(0)).toEqual(Float64Array.of(1, 2));
		expect(sent.X.column(1)).toEqual(Float64Array.of(0, 0));
		const { value, transfer } = sent.toTransferable();
		structuredClone(value, { transfer });
		const gone = expect.objectContaining({
			code: "INVALID_ARGUMENT",
			message: expect.stringMatching(/transferred/),
		});
		const reads = [
			() => sent.rows(),
			() => sent.selectRows([0]),
			() => sent.column("x"),
			() => sent.selectColumns(["x"]),
			() => sent.X.get(0, 0),
			() => sent.X.column(0),
			() => sent.X.column(1),
			() => sent.toTransferable(),
		];
		for (const read of reads) expect(read).toThrow(gone);
		await expect(sent.toArrow()).rejects.toEqual(gone);
	});
});
