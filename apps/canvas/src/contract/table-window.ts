import { type BinaryArray, decodeBinary, encodeBinary } from "./binary-message";

/** Some rows of some columns. */
export interface TableWindow {
	/** The first row, counted in the view. */
	readonly start: number;
	/** The number in the table of each row, where a view sorts or filters; null: `start` and those after it. */
	readonly rowNumbers: Float64Array | null;
	readonly columns: readonly WindowColumn[];
}

export type WindowColumn =
	/** Continuous, or Time in seconds since 1970 UTC: NaN is missing. */
	| { readonly position: number; readonly as: "number"; readonly values: Float64Array }
	/** Discrete: positions in the variable's values, -1 is missing. */
	| { readonly position: number; readonly as: "code"; readonly codes: Int32Array }
	/** String: each text cut after 200 characters, so that a row of novels does not stop the grid. */
	| { readonly position: number; readonly as: "text"; readonly texts: readonly string[] };

interface Head {
	readonly start: number;
	readonly hasRowNumbers: boolean;
	readonly columns: readonly {
		readonly position: number;
		readonly as: WindowColumn["as"];
		readonly texts?: readonly string[];
	}[];
}

export function encodeTableWindow({ start, rowNumbers, columns }: TableWindow): Uint8Array<ArrayBuffer> {
	const arrays: BinaryArray[] = rowNumbers === null ? [] : [rowNumbers];
	const described = columns.map((column) => {
		if (column.as === "text") return column;
		arrays.push(column.as === "number" ? column.values : column.codes);
		return { position: column.position, as: column.as };
	});
	const head: Head = { start, hasRowNumbers: rowNumbers !== null, columns: described };
	return encodeBinary({ head, arrays });
}

export function decodeTableWindow(buffer: ArrayBuffer): TableWindow {
	const { head, arrays } = decodeBinary<Head>(buffer);
	let next = 0;
	const rowNumbers = head.hasRowNumbers ? (arrays[next++] as Float64Array) : null;
	const columns = head.columns.map(({ position, as, texts = [] }): WindowColumn => {
		if (as === "text") return { position, as, texts };
		if (as === "number") return { position, as, values: arrays[next++] as Float64Array };
		return { position, as, codes: arrays[next++] as Int32Array };
	});
	return { start: head.start, rowNumbers, columns };
}
