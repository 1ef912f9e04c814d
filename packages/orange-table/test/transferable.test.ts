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
	});
});
