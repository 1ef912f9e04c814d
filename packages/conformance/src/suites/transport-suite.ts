import { deepStrictEqual, equal, ok } from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { anyText } from "../text-arbitrary";
import { expectCode } from "./expect-code";
import { law } from "./law";
import { useTemporaryDirectory } from "./temporary-directory";
import type { TestRunner } from "./test-runner";
import { removedWhileOpen, runTransportHistory, transportStep } from "./transport-history";
import type { LocationLike, TransportLike } from "./transport-under-test";

/** What `transportSuite` needs. */
export interface TransportSuiteOptions {
	runner: TestRunner;
	/** Makes the Transport under test. What it can do is read from its `supports`. */
	factory(): TransportLike;
}

const GONE = ["PAYLOAD_MISSING", "SHM_GONE"];
/** What a payload consists of, in the pieces in which it is written. It has at least a byte, as everything in Arrow's formats has. */
const pieces = fc
	.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 5 })
	.filter((chunks) => chunks.some((chunk) => chunk.length > 0));
const text = fc.oneof(
	fc.constantFrom("", ".", "..", "/", "../x", "a/b", "/etc/passwd", "x\0y", "\\", "C:\\x", "payloads", "~"),
	anyText({ maxLength: 20 }),
);

/** What every Transport must keep to: registers the laws as tests. */
export function transportSuite({ runner, factory }: TransportSuiteOptions): void {
	const transport = factory();
	const { create, open } = transport.supports;
	const directory = useTemporaryDirectory(runner);
	const title = `transport ${transport.name}`;
	const at = () => ({ secretDir: directory() });
	const whenIt = create && open;

	async function write(chunks: readonly Uint8Array[], id: string = randomUUID()): Promise<LocationLike> {
		const writer = await transport.create({ ...at(), id });
		for (const chunk of chunks) await writer.write(chunk);
		return writer.commit();
	}
	async function contentOf(location: LocationLike): Promise<Buffer> {
		const source = await transport.open(location, at());
		const bytes = await source.read(0, location.data_size);
		await source.close();
		return Buffer.from(bytes);
	}

	runner.describe(title, () => {
		if (!create)
			law(runner, `${title}: create that it does not support is refused`, [fc.uuid()], async (id) => {
				await expectCode(transport.create({ ...at(), id }), "NATIVE_UNAVAILABLE", "INVALID_ARGUMENT");
			});
		if (open)
			law(runner, `${title}: a locator, whatever it is, is refused or not there`, [text], async (locator) => {
				const location = { locator, data_size: 1 };
				await expectCode(transport.open(location, at()), ...GONE, "PAYLOAD_REFUSED");
				await transport
					.remove(location, at())
					.catch((error) => expectCode(Promise.reject(error), "PAYLOAD_REFUSED"));
			});
		if (!whenIt) return;

		law(
			runner,
			`${title}: what is written is read back, any range of it, into any memory`,
			[pieces, fc.nat(), fc.nat(), fc.boolean(), fc.boolean()],
			async (chunks, a, b, direct, intoOwn) => {
				const all = Buffer.concat(chunks);
				const location = await write(chunks);
				equal(location.data_size, all.length);
				const source = await transport.open(location, at());
				ok(source.size >= all.length);
				const start = a % (all.length + 1);
				const length = b % (all.length - start + 1);
				const into = intoOwn ? new Uint8Array(length) : undefined;
				const got = await source.read(start, length, { direct, into });
				if (into) equal(got, into);
				await source.close();
				await transport.remove(location, at());
				// After both: what was returned is the caller's.
				deepStrictEqual(Buffer.from(got), all.subarray(start, start + length));
			},
		);

		law(
			runner,
			`${title}: a range that the payload does not have is PAYLOAD_CORRUPT`,
			[pieces, fc.integer({ min: -2, max: 6000 }), fc.integer({ min: -2, max: 2 ** 40 }), fc.boolean()],
			async (chunks, offset, length, direct) => {
				const location = await write(chunks);
				const source = await transport.open(location, at());
				const outside = offset < 0 || length < 0 || offset + length > source.size;
				if (outside) await expectCode(source.read(offset, length, { direct }), "PAYLOAD_CORRUPT");
				else equal((await source.read(offset, length, { direct })).length, length);
				await source.close();
				await transport.remove(location, at());
			},
		);

		law(
			runner,
			`${title}: a payload shorter than data_size is PAYLOAD_CORRUPT`,
			[pieces, fc.integer({ min: 1, max: 2 ** 40 })],
			async (chunks, missing) => {
				const location = await write(chunks);
				const claimed = { ...location, data_size: location.data_size + (1 << 20) + missing };
				await expectCode(transport.open(claimed, at()), "PAYLOAD_CORRUPT");
				await transport.remove(location, at());
			},
		);

		law(
			runner,
			`${title}: more than maxBytes is SHM_TOO_LARGE and leaves nothing, unless there is no limit`,
			[pieces, fc.nat(12_000)],
			async (chunks, maxBytes) => {
				const id = randomUUID();
				const all = Buffer.concat(chunks);
				const writer = await transport.create({ ...at(), id, maxBytes });
				const writing = (async () => {
					for (const chunk of chunks) await writer.write(chunk);
					return writer.commit();
				})();
				const location = await writing.catch(() => null);
				if (location) deepStrictEqual(await contentOf(location), all);
				else {
					ok(all.length > maxBytes, "what fits must be taken");
					await expectCode(writing, "SHM_TOO_LARGE");
					await writer.abort();
				}
				// The id is free again only where nothing was left.
				const after = location ?? (await write(chunks, id));
				await transport.remove(after, at());
			},
		);

		law(
			runner,
			`${title}: a signal stops a transfer with its reason, and nothing stays`,
			[pieces, fc.nat(), fc.string()],
			async (chunks, when, reason) => {
				const id = randomUUID();
				const controller = new AbortController();
				const writer = await transport.create({ ...at(), id, signal: controller.signal });
				const abortAt = when % (chunks.length + 1);
				const writing = (async () => {
					for (const [index, chunk] of chunks.entries()) {
						if (index === abortAt) controller.abort(reason);
						await writer.write(chunk);
					}
					controller.abort(reason);
					return writer.commit();
				})();
				equal((await expectCode(writing, "ABORTED")).cause, reason);
				await writer.abort();
				await writer.abort();
				const location = await write(chunks, id);
				deepStrictEqual(await contentOf(location), Buffer.concat(chunks));
				await transport.remove(location, at());
			},
		);

		law(
			runner,
			`${title}: reads under way end before close, later ones are CLOSED or ABORTED`,
			[pieces, fc.array(fc.boolean(), { minLength: 1, maxLength: 8 })],
			async (chunks, reads) => {
				const all = Buffer.concat(chunks);
				const location = await write(chunks);
				const source = await transport.open(location, at());
				await expectCode(source.read(0, all.length, { signal: AbortSignal.abort("no") }), "ABORTED");
				const reading = reads.map((direct) => source.read(0, all.length, { direct }));
				const closing = source.close();
				for (const bytes of await Promise.all(reading)) deepStrictEqual(Buffer.from(bytes), all);
				await closing;
				await source.close();
				await expectCode(source.read(0, 0), "CLOSED");
				await transport.remove(location, at());
			},
		);

		law(
			runner,
			`${title}: whatever is created, committed, aborted, read and removed in between, each payload is its own`,
			[fc.array(transportStep, { maxLength: 30, size: "max" })],
			(steps) => runTransportHistory(transport, directory(), steps),
			{ examples: [[removedWhileOpen]] },
		);
	});
}
