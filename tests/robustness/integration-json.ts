import { parsePythonJson } from "@allye/protocol";

/** Arrow's integration-test JSON: https://github.com/apache/arrow/blob/main/docs/source/format/Integration.rst */
interface JsonField {
	name: string;
	type: Record<string, unknown> & { name: string };
	children?: JsonField[];
	dictionary?: { id: number; indexType: Record<string, unknown> };
}
interface JsonColumn {
	count: number;
	VALIDITY?: number[];
	DATA?: unknown[];
	OFFSET?: (number | string)[];
	SIZE?: (number | string)[];
	TYPE_ID?: number[];
	VIEWS?: { SIZE: number; INLINED?: string; BUFFER_INDEX?: number; OFFSET?: number }[];
	VARIADIC_DATA_BUFFERS?: string[];
	children?: JsonColumn[];
}
interface IntegrationFile {
	schema: { fields: JsonField[] };
	batches: { count: number; columns: JsonColumn[] }[];
	dictionaries?: { id: number; data: { columns: JsonColumn[] } }[];
}

/** The values of every column, row by row over all batches, spelled as arrowValue gives them. */
export function integrationValues(text: string): { name: string; values: unknown[] }[] {
	// Nanoseconds of intervals are numbers past 2^53 there, which JSON.parse rounds.
	const file = parsePythonJson(text) as unknown as IntegrationFile;
	const dictionaries = new Map((file.dictionaries ?? []).map(({ id, data }) => [id, data.columns[0]!]));
	return file.schema.fields.map((field, i) => ({
		name: field.name,
		values: file.batches.flatMap(({ columns }) => valuesOf(field, columns[i]!, dictionaries)),
	}));
}

function valuesOf(
	field: JsonField,
	column: JsonColumn,
	dictionaries: ReadonlyMap<number, JsonColumn>,
): unknown[] {
	const value = readerOf(field, column, dictionaries);
	return Array.from({ length: column.count }, (_, row) => (column.VALIDITY?.[row] === 0 ? null : value(row)));
}

function readerOf(
	field: JsonField,
	column: JsonColumn,
	dictionaries: ReadonlyMap<number, JsonColumn>,
): (row: number) => unknown {
	const { type } = field;
	const { DATA = [], OFFSET = [], SIZE = [] } = column;
	if (field.dictionary) {
		const words = valuesOf(
			{ ...field, dictionary: undefined },
			dictionaries.get(field.dictionary.id)!,
			dictionaries,
		);
		return (row) => words[Number(DATA[row])];
	}
	const children = (field.children ?? []).map((child, i) =>
		valuesOf(child, column.children![i]!, dictionaries),
	);
	const slice = (from: unknown, to: unknown) => children[0]!.slice(Number(from), Number(to));
	switch (type.name) {
		case "null":
			return () => null;
		case "int":
			return (row) => (type.bitWidth === 64 ? BigInt(DATA[row] as string) : DATA[row]);
		case "floatingpoint":
			return (row) => rounded(Number(DATA[row]), type.precision as string);
		case "decimal":
			return (row) => withPoint(String(DATA[row]), Number(type.scale));
		case "date":
			return (row) => (type.unit === "DAY" ? DATA[row] : BigInt(DATA[row] as string));
		case "time":
			return (row) => (type.bitWidth === 32 ? DATA[row] : BigInt(DATA[row] as string));
		case "timestamp":
		case "duration":
			return (row) => BigInt(DATA[row] as string);
		case "interval":
			return (row) => {
				const value = DATA[row] as { nanoseconds?: number };
				return type.unit === "MONTH_DAY_NANO" ? { ...value, nanoseconds: BigInt(value.nanoseconds!) } : value;
			};
		case "bool":
			return (row) => Boolean(DATA[row]);
		case "utf8":
		case "largeutf8":
			return (row) => DATA[row];
		case "binary":
		case "largebinary":
		case "fixedsizebinary":
			return (row) => bytesOf(DATA[row] as string);
		case "utf8view":
		case "binaryview":
			return (row) => viewed(column, row, type.name === "utf8view");
		case "list":
		case "largelist":
			return (row) => slice(OFFSET[row], OFFSET[row + 1]);
		case "listview":
		case "largelistview":
			return (row) => slice(OFFSET[row], Number(OFFSET[row]) + Number(SIZE[row]));
		case "fixedsizelist":
			return (row) => slice(row * Number(type.listSize), (row + 1) * Number(type.listSize));
		case "map": {
			const [keys, values] = field.children![0]!.children!.map((child, i) =>
				valuesOf(child, column.children![0]!.children![i]!, dictionaries),
			);
			return (row) =>
				Array.from({ length: Number(OFFSET[row + 1]) - Number(OFFSET[row]) }, (_, i) => [
					keys![Number(OFFSET[row]) + i],
					values![Number(OFFSET[row]) + i],
				]);
		}
		case "struct":
			return (row) => Object.fromEntries(field.children!.map(({ name }, i) => [name, children[i]![row]]));
		case "union": {
			const typeIds = type.typeIds as number[];
			return (row) =>
				children[typeIds.indexOf(column.TYPE_ID![row]!)]![type.mode === "SPARSE" ? row : Number(OFFSET[row])];
		}
		case "runendencoded": {
			const ends = children[0]!.map(Number);
			return (row) => children[1]![ends.findIndex((end) => end > row)];
		}
		default:
			throw new Error(`The integration JSON has a type ${type.name}, which this reader does not know.`);
	}
}

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

function viewed({ VIEWS, VARIADIC_DATA_BUFFERS }: JsonColumn, row: number, isText: boolean): unknown {
	const { SIZE, INLINED, BUFFER_INDEX, OFFSET } = VIEWS![row]!;
	if (INLINED !== undefined) return isText ? INLINED : bytesOf(INLINED);
	const bytes = bytesOf(VARIADIC_DATA_BUFFERS![BUFFER_INDEX!]!).subarray(OFFSET!, OFFSET! + SIZE);
	return isText ? new TextDecoder().decode(bytes) : bytes;
}

/** The JSON has three decimals; the payload has the nearest number of its width. */
function rounded(value: number, precision: string): number {
	if (precision === "DOUBLE") return value;
	if (precision === "SINGLE") return Math.fround(value);
	if (value === 0 || !Number.isFinite(value)) return value;
	const step = 2 ** (Math.max(-14, Math.floor(Math.log2(Math.abs(value)))) - 10);
	const steps = value / step;
	const down = Math.floor(steps);
	const up = steps - down > 0.5 || (steps - down === 0.5 && down % 2 !== 0);
	return (down + (up ? 1 : 0)) * step;
}

function withPoint(unscaled: string, scale: number): string {
	const sign = unscaled.startsWith("-") ? "-" : "";
	const digits = unscaled.replace("-", "");
	if (scale <= 0) return /^0*$/.test(digits) ? "0" : sign + digits + "0".repeat(-scale);
	const padded = digits.padStart(scale + 1, "0");
	return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
