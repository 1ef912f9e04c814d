import { continuous, createDomain, discrete, OrangeTable } from "@allye/orange-table";
import { createTransmitter } from "@allye/transmitter";
import { IRIS } from "./iris";

const MEASURES = ["sepal length", "sepal width", "petal length", "petal width"];

/** Sends iris, as send_dataframe would: a table to try, where nothing was sent yet. @throws as `transmitter.send` */
export async function sendSampleTable(secretDir: string): Promise<void> {
	const transmitter = createTransmitter({ secretDir, producer: "python" });
	await transmitter.send(irisTable(), {
		tableName: "iris",
		metadata: { sample: "Fisher's 150 irises, sent by the canvas to try it" },
	});
}

/** Four attributes in centimetres, and the species as class variable, as in Orange. */
export function irisTable(): OrangeTable {
	const domain = createDomain({
		attributes: MEASURES.map((name) => continuous(name, { numberOfDecimals: 1 })),
		classVars: [discrete("iris", Object.keys(IRIS))],
	});
	const rows = Object.entries(IRIS).flatMap(([species, flowers]) =>
		flowers.split(" ").map((flower) => ({
			...Object.fromEntries(MEASURES.map((name, i) => [name, Number(flower.slice(2 * i, 2 * i + 2)) / 10])),
			iris: species,
		})),
	);
	return OrangeTable.fromRows(rows, { domain });
}
