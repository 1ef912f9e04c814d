import { deepStrictEqual, equal } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expectCode } from "./expect-code";
import type { LocationLike, SourceLike, TransportLike, WriterLike } from "./transport-under-test";

const GONE = ["PAYLOAD_MISSING", "SHM_GONE"];

/** One thing done to one of a few payloads. What cannot be done then (reading what is not open) is passed over. */
export interface TransportStep {
	payload: number;
	what: "create" | "write" | "commit" | "abort" | "open" | "read" | "close" | "remove";
	bytes: Uint8Array;
}

export const transportStep: fc.Arbitrary<TransportStep> = fc.record({
	payload: fc.nat(2),
	what: fc.constantFrom("create", "write", "write", "commit", "abort", "open", "read", "close", "remove"),
	bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
});

/** A payload that is removed, and another in its place, before an open source has read of it. */
export const removedWhileOpen: TransportStep[] = (
	["create", "write", "commit", "open", "remove", "read", "create", "write", "commit", "read"] as const
).map((what, index) => ({ payload: 0, what, bytes: new Uint8Array(2 * (index + 1)).fill(index) }));

/** What we know of a payload. */
interface Payload {
	id: string;
	writer: WriterLike | null;
	written: Buffer;
	/** Where it is or was. */
	location: LocationLike | null;
	there: boolean;
	source: SourceLike | null;
	/** What the open source must give, and whether the payload was removed since it was opened. */
	expected: Buffer;
	removed: boolean;
}

const fresh = (): Payload => ({
	id: randomUUID(),
	writer: null,
	written: Buffer.alloc(0),
	location: null,
	there: false,
	source: null,
	expected: Buffer.alloc(0),
	removed: false,
});

/** Does the steps, and after each compares what can be found with what must be there. */
export async function runTransportHistory(
	transport: TransportLike,
	secretDir: string,
	steps: readonly TransportStep[],
): Promise<void> {
	const payloads = [fresh(), fresh(), fresh()];
	const at = { secretDir };
	try {
		for (const { payload, what, bytes } of steps) {
			const one = payloads[payload] as Payload;
			if (what === "create" && !one.writer && !one.there) {
				one.writer = await transport.create({ ...at, id: one.id });
				one.written = Buffer.alloc(0);
			} else if (what === "write" && one.writer) {
				await one.writer.write(bytes);
				one.written = Buffer.concat([one.written, bytes]);
			} else if (what === "commit" && one.writer && one.written.length > 0) {
				one.location = await one.writer.commit();
				equal(one.location.data_size, one.written.length);
				await one.writer.abort();
				Object.assign(one, { writer: null, there: true });
			} else if (what === "abort" && one.writer) {
				await one.writer.abort();
				one.writer = null;
			} else if (what === "open" && one.there && one.location && !one.source) {
				one.source = await transport.open(one.location, at);
				Object.assign(one, { expected: one.written, removed: false });
			} else if (what === "read" && one.source) {
				const reading = one.source.read(0, one.expected.length, { direct: bytes.length % 2 === 0 });
				// What was removed may be gone for a reader that has it open, but it never becomes something else.
				const got = await (one.removed ? reading.catch(() => expectCode(reading, ...GONE)) : reading);
				if (got instanceof Uint8Array) deepStrictEqual(Buffer.from(got), one.expected);
			} else if (what === "close" && one.source) {
				await one.source.close();
				one.source = null;
			} else if (what === "remove" && one.location && !one.writer) {
				await transport.remove(one.location, at);
				await transport.remove(one.location, at);
				Object.assign(one, { there: false, removed: true });
			}
			await checkAll();
		}
	} finally {
		for (const one of payloads) {
			await one.writer?.abort();
			await one.source?.close();
			if (one.location) await transport.remove(one.location, at);
		}
	}

	async function checkAll(): Promise<void> {
		for (const { location, there, written } of payloads) {
			if (!location) continue;
			const opening = transport.open({ ...location, data_size: Math.min(location.data_size, 1) }, at);
			if (!there) await expectCode(opening, ...GONE);
			else {
				const source = await opening;
				const length = Math.min(source.size, written.length);
				deepStrictEqual(Buffer.from(await source.read(0, length)), written.subarray(0, length));
				await source.close();
			}
		}
	}
}
