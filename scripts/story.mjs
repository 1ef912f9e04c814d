import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OrangeTable } from "@allye/orange-table";
import { createReceiver } from "@allye/receiver";
import { createTransmitter } from "@allye/transmitter";
import { startStoryteller } from "./python-storyteller.mjs";
import { textTable } from "./text-table.mjs";

const NAME = "iris_setosa_versicolor";
const SELECTED = ["Iris-setosa", "Iris-versicolor"];

/** A dozen of Fisher's 150 irises, for where there is no Python to bring them all. */
const SOME_IRISES = [
	[5.1, 3.5, 1.4, 0.2, "Iris-setosa"],
	[4.9, 3, 1.4, 0.2, "Iris-setosa"],
	[4.7, 3.2, 1.3, 0.2, "Iris-setosa"],
	[4.6, 3.1, 1.5, 0.2, "Iris-setosa"],
	[7, 3.2, 4.7, 1.4, "Iris-versicolor"],
	[6.4, 3.2, 4.5, 1.5, "Iris-versicolor"],
	[6.9, 3.1, 4.9, 1.5, "Iris-versicolor"],
	[5.5, 2.3, 4, 1.3, "Iris-versicolor"],
	[6.3, 3.3, 6, 2.5, "Iris-virginica"],
	[5.8, 2.7, 5.1, 1.9, "Iris-virginica"],
	[7.1, 3, 5.9, 2.1, "Iris-virginica"],
	[6.3, 2.9, 5.6, 1.8, "Iris-virginica"],
];

/**
 * Shows a table's way in and back, in a secret directory: Python sends iris, by file and by shared memory; TypeScript lists and loads
 * it, selects rows and sends them; Python receives and compares them. Without Python TypeScript plays its part.
 *
 * @param {{ secretDir?: string, python: string | null, reason: string }} options Default for `secretDir`: a new temporary one.
 * @returns {Promise<string>} the secret directory
 * @throws where any of it fails
 */
export async function tellStory({ secretDir = mkdtempSync(join(tmpdir(), "allye-story-")), python, reason }) {
	console.log(`Secret directory: ${secretDir}`);
	if (!python) console.log(`${reason} So TypeScript plays Python's part, with a dozen of the 150 irises.`);
	const peer = python ? startStoryteller(python, secretDir) : typescriptPeer(secretDir);
	const receiver = createReceiver({ secretDir });
	try {
		await tell({ secretDir, peer, receiver });
		return secretDir;
	} finally {
		await receiver.close();
		await peer.close();
	}
}

async function tell({ secretDir, peer, receiver }) {
	chapter(`${peer.name} sends Orange's iris, by file and by shared memory`);
	await show(peer.perform("send_file"));
	await show(peer.perform("send_shm"));

	chapter("The Receiver lists what is there");
	await showTables(receiver);

	chapter("The Receiver loads both");
	const iris = await load(receiver, "iris");
	await show(describe(iris));
	const irisShm = await load(receiver, "iris_shm");
	requireEqual(irisShm, iris, "iris_shm is not equal to iris");
	await show(["iris_shm: the same domain, the same values, out of shared memory"]);

	chapter(`The rows that are setosa or versicolor are selected and sent as ${NAME}`);
	const linesBefore = manifestLines(secretDir).length;
	const selected = selectSpecies(iris);
	const transmitter = createTransmitter({ secretDir });
	const { event } = await transmitter.send(selected, { tableName: NAME });
	await show([
		`${selected.rowCount} of ${iris.rowCount} rows, by ${event.payload.transport}, ${event.payload.data_size} bytes`,
	]);
	const newLines = manifestLines(secretDir).slice(linesBefore);

	chapter(`${peer.name} receives and compares`);
	await show(peer.perform("receive"));

	chapter("What sending added to the manifest");
	await show(newLines);

	chapter("Try next");
	await show(nextSteps(secretDir));
}

function* nextSteps(secretDir) {
	const allye = (command) => `npx allye ${command} --secret-dir "${secretDir}"`;
	yield `npm run canvas -- --secret-dir "${secretDir}"     the same tables in a browser`;
	yield allye("list");
	yield allye("show iris");
	yield allye(`get ${NAME} -o selection.csv`);
	yield `${allye("watch")}     while Python sends more`;
	yield "npm start -- --secret-dir DIR     the same in a directory of yours";
	yield "npm test";
	if (process.platform === "win32") return;
	yield "";
	yield "iris_shm is gone now: shared memory ends with its sender. `allye keep NAME` saves such a table before that.";
}

/** Plays Python's part where there is none: perform() as of startStoryteller. */
function typescriptPeer(secretDir) {
	const python = createTransmitter({ secretDir, producer: "python" });
	const irises = OrangeTable.fromRows(
		SOME_IRISES.map(([sepalLength, sepalWidth, petalLength, petalWidth, iris]) => ({
			"sepal length": sepalLength,
			"sepal width": sepalWidth,
			"petal length": petalLength,
			"petal width": petalWidth,
			iris,
		})),
	);
	const scenes = {
		async *send_file() {
			yield '> await transmitter.send(irises, { tableName: "iris", transport: "file" })';
			await python.send(irises, { tableName: "iris", transport: "file" });
		},
		async *send_shm() {
			yield '> await transmitter.send(irises, { tableName: "iris_shm", transport: "shm" })';
			await python.send(irises, { tableName: "iris_shm", transport: "shm" });
		},
		async *receive() {
			yield `> await receiver.open("${NAME}", { producer: "allye" })`;
			const receiver = createReceiver({ secretDir, producer: "allye" });
			requireEqual(await load(receiver, NAME), selectSpecies(irises), `${NAME} is not what was sent`);
			await receiver.close();
			yield "Equal to the same selection of what was sent: domain and values.";
		},
	};
	return { name: "TypeScript", perform: (scene) => scenes[scene](), async close() {} };
}

async function load(receiver, tableName) {
	const incoming = await receiver.open(tableName);
	try {
		return await incoming.load();
	} finally {
		await incoming.close();
	}
}

function selectSpecies(table) {
	const { codes, variable } = table.column("iris");
	return table.selectRows(Array.from(codes, (code) => SELECTED.includes(variable.values[code])));
}

function requireEqual(got, expected, message) {
	const everything = (table) => JSON.stringify([table.domain, [...table.rows()]]);
	if (everything(got) !== everything(expected)) throw new Error(message);
}

async function showTables(receiver) {
	const rows = (await receiver.tables()).map(({ tableName, ready }) => {
		const { shape, data_size: bytes, transport } = ready.payload;
		return [tableName, shape[0], shape[1], bytes, transport, ready.producer, ready.created_at];
	});
	await show(
		textTable(["table_name", "rows", "columns", "bytes", "transport", "producer", "created_at"], rows),
	);
}

function* describe(table) {
	const { attributes, classVars, metas } = table.domain;
	for (const [role, variables] of Object.entries({ attributes, classVars, metas })) {
		yield `${role}: ${variables.map(describeVariable).join(", ") || "none"}`;
	}
	yield "";
	const names = [...attributes, ...classVars, ...metas].map(({ name }) => name);
	yield* textTable(names, [...table.rows(0, 5)]);
	yield `… ${table.rowCount} rows`;
}

function describeVariable({ name, kind, values }) {
	return `${name} (${kind}${values ? `: ${values.join(", ")}` : ""})`;
}

function manifestLines(secretDir) {
	return readFileSync(join(secretDir, "manifest.jsonl"), "utf8").split("\n").filter(Boolean);
}

let chapters = 0;
function chapter(title) {
	console.log(`\n${++chapters}. ${title}`);
}

async function show(lines) {
	for await (const line of lines) console.log(line ? `   ${line}` : "");
}
