/**
 * Faults that the conformance suites must catch.
 *
 * @typedef {object} Mutation
 * @property {string} fault
 * @property {string} file A source file; its package is rebuilt.
 * @property {string} find What stands in it exactly once.
 * @property {string} replace
 * @property {string} test The test file that must fail,
 * @property {string} [only] and what the names of its tests begin with that are run.
 */

const PROTOCOL = "packages/protocol/test/conformance.test.ts";

/** @type {readonly Mutation[]} */
export const MUTATIONS = [
	{
		fault: "validity is read one bit off",
		file: "packages/arrow-ipc/src/read/bits.ts",
		find: "return ((bits[index >>> 3]! >> (index & 7)) & 1) === 1;",
		replace: "return ((bits[(index + 1) >>> 3]! >> ((index + 1) & 7)) & 1) === 1;",
		test: "tests/conformance/values.test.ts",
	},
	{
		fault: "categories are sorted otherwise",
		file: "packages/orange-table/src/to-arrow/encode-discrete.ts",
		find: "utf8Array(name, values, {",
		replace: "utf8Array(name, [...values].sort(), {",
		test: "tests/conformance/sending.test.ts",
	},
	{
		fault: "the time zone is dropped",
		file: "packages/orange-table/src/from-arrow/timestamp-conversion.ts",
		find: 'const timezone = zone?.name ?? type.timezone ?? "UTC";',
		replace: 'const timezone = "UTC";',
		test: "tests/conformance/mapping.test.ts",
	},
	{
		fault: "a dictionary delta is lost",
		file: "packages/arrow-ipc/src/read/dictionaries.ts",
		find: "while (all[start]?.isDelta) start -= 1;",
		replace: "",
		test: "tests/conformance/dictionaries.test.ts",
	},
	{
		fault: "ready is announced before the payload is there",
		file: "packages/protocol/src/run-transfer.ts",
		find: "committed = await writer.commit();\n\t\t\treturn { ...committed, ...described };",
		replace:
			"setTimeout(() => writer.commit(), 20);\n\t\t\treturn { locator: `$" +
			"{dir.payloadsPath}/$" +
			"{id}.arrow`, data_size: 1, ...described };",
		test: "packages/transmitter/test/conformance.test.ts",
	},
	{
		fault: "repr() quotes a text that has both quotes as Python does not",
		file: "packages/protocol/src/python-repr.ts",
		find: `text.includes("'") && !text.includes('"')`,
		replace: `text.includes("'")`,
		test: PROTOCOL,
		only: "schema hash",
	},
	{
		fault: "a torn tail is left as it is",
		file: "packages/protocol/src/append-event.ts",
		find: "repairTail(fd, path) + line",
		replace: "line",
		test: PROTOCOL,
		only: "writer",
	},
	{
		fault: "the producer filter is forgotten",
		file: "packages/protocol/src/manifest-index.ts",
		find: "return this.#index.latestReady(tableName, producer);",
		replace: "return this.#index.latestReady(tableName);",
		test: PROTOCOL,
		only: "manifest",
	},
	{
		fault: "data_size is a byte too small",
		file: "packages/transport-file/src/create-payload-file.ts",
		find: "data_size: this.#written }",
		replace: "data_size: this.#written - 1 }",
		test: "packages/transport-file/test/conformance.test.ts",
	},
	{
		fault: "shared memory is removed though its sender wants to keep it",
		file: "packages/receiver/src/opened-table.ts",
		find: "if (this.event.metadata.shm_unlink_on_read !== true) return;",
		replace: "",
		test: "tests/conformance/interleaving.test.ts",
	},
];
