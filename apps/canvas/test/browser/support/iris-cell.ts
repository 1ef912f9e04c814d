import { IRIS } from "../../../src/server/sample/iris";

/** A cell that makes the frame `iris` as one has it in a notebook: four measures and the species as text. */
export function irisCell(): string {
	const rows = Object.entries(IRIS).flatMap(([species, digits]) =>
		digits.split(" ").map((eight) => {
			const measures = [0, 2, 4, 6].map((at) => Number(eight.slice(at, at + 2)) / 10);
			return [...measures, species];
		}),
	);
	const columns = ["sepal length", "sepal width", "petal length", "petal width", "iris"];
	return `
import pandas as pd
from allye_data_connector import get_dataframe, send_dataframe
iris = pd.DataFrame(${JSON.stringify(rows)}, columns=${JSON.stringify(columns)})
`;
}
