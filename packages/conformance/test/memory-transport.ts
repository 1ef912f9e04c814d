import type { TransportLike } from "../src";

/** A third transport, as a newcomer would write one: payloads in this process's memory. */
export function createMemoryTransport(): TransportLike {
	const payloads = new Map<string, Uint8Array>();
	return {
		name: "memory_arrow_stream_v1",
		format: "stream",
		supports: { outlivesSender: false, open: true, create: true },
		async open({ locator, data_size }) {
			const bytes = payloads.get(locator);
			if (!bytes) throw failure("PAYLOAD_MISSING", `There is no payload ${locator} in memory.`);
			if (bytes.length < data_size)
				throw failure("PAYLOAD_CORRUPT", `${locator} is shorter than its event says.`);
			let closed = false;
			return {
				size: bytes.length,
				label: `memory ${locator}`,
				async read(offset, length, { into, signal } = {}) {
					if (closed) throw failure("CLOSED", `${locator} was closed.`);
					throwIfAborted(signal);
					if (offset < 0 || length < 0 || offset + length > bytes.length)
						throw failure("PAYLOAD_CORRUPT", `${locator} has no byte ${offset + length}.`);
					const copy = into ?? new Uint8Array(length);
					copy.set(bytes.subarray(offset, offset + length));
					return copy;
				},
				async close() {
					closed = true;
				},
			};
		},
		async create({ id, maxBytes = Number.POSITIVE_INFINITY, signal }) {
			let written = Buffer.alloc(0);
			return {
				async write(bytes) {
					throwIfAborted(signal);
					if (written.length + bytes.length > maxBytes) throw failure("SHM_TOO_LARGE", "It is too large.");
					written = Buffer.concat([written, bytes]);
				},
				async commit() {
					throwIfAborted(signal);
					payloads.set(id, written);
					return { locator: id, data_size: written.length };
				},
				async abort() {},
			};
		},
		async remove({ locator }) {
			payloads.delete(locator);
		},
	};
}

function throwIfAborted(signal: AbortSignal | undefined): void {
	if (signal?.aborted) throw failure("ABORTED", "It was cancelled.", signal.reason);
}

function failure(code: string, message: string, cause?: unknown): Error {
	return Object.assign(new Error(message, { cause }), { name: "AllyeError", code });
}
