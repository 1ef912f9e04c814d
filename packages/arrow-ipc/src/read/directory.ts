import type { Field, Schema } from "../data-type";
import { type BatchLayout, layoutOf } from "./layout";
import type { Message } from "./message";
import type { Place } from "./place";
import { RecordBatch, type Region } from "./record-batch";

/** All that a payload says of itself, read and checked before any column. */
export interface Directory {
	readonly schema: Schema;
	readonly batches: readonly LocatedBatch[];
	/** In the order of their batches, by dictionary id. */
	readonly dictionaries: ReadonlyMap<number, readonly DictionaryEntry[]>;
	readonly layout: BatchLayout;
	readonly dictionaryLayouts: ReadonlyMap<number, BatchLayout>;
}

/** A record batch, and how many dictionary batches it may see. */
export interface LocatedBatch {
	readonly batch: RecordBatch;
	readonly dictionariesSeen: number;
}

/** One dictionary batch: a new dictionary, or values to append to the one before. */
export interface DictionaryEntry extends LocatedBatch {
	readonly isDelta: boolean;
	/** Its number among all dictionary batches of the payload. */
	readonly order: number;
}

/** Collects the messages of a file or a stream, in order. */
export class DirectoryBuilder {
	private readonly batches: LocatedBatch[] = [];
	private readonly dictionaries = new Map<number, DictionaryEntry[]>();
	private readonly layout: BatchLayout;
	private readonly dictionaryLayouts = new Map<number, BatchLayout>();
	private dictionaryCount = 0;

	constructor(
		private readonly schema: Schema,
		legacyUnions: boolean,
		private readonly format: "file" | "stream",
		place: Place,
	) {
		this.layout = layoutOf(schema.fields, legacyUnions);
		for (const field of dictionaryFields(schema.fields)) {
			if (field.type.kind !== "dictionary") continue;
			const values = valuesField(field);
			const known = this.dictionaryLayouts.get(field.type.id)?.columns[0]?.field;
			if (known !== undefined && typeKey(known) !== typeKey(values)) {
				throw place.column(field.name).corrupt(`dictionary ${field.type.id} has values of two types`);
			}
			if (known === undefined) this.dictionaryLayouts.set(field.type.id, layoutOf([values], legacyUnions));
		}
	}

	add(message: Message, body: Region, place: Place): void {
		if (message.kind === "schema") throw place.corrupt("it has a second schema");
		if (message.kind === "record batch") {
			const batch = new RecordBatch(message.header, body, this.layout);
			this.batches.push({ batch, dictionariesSeen: this.dictionaryCount });
			return;
		}
		const layout = this.dictionaryLayouts.get(message.id);
		if (layout === undefined) throw place.corrupt(`no column has the dictionary ${message.id}`);
		const batch = new RecordBatch(message.header, body, layout);
		const entries = this.dictionaries.get(message.id) ?? [];
		if (message.isDelta && entries.length === 0) {
			throw place.corrupt(`dictionary ${message.id} begins with an addition`);
		}
		// A file's dictionary batches may stand in any order. Source: Columnar.html, "Dictionary messages".
		const dictionariesSeen = this.format === "file" ? Number.POSITIVE_INFINITY : this.dictionaryCount;
		entries.push({ batch, dictionariesSeen, isDelta: message.isDelta, order: this.dictionaryCount });
		this.dictionaries.set(message.id, entries);
		this.dictionaryCount += 1;
	}

	build(): Directory {
		const { schema, batches, dictionaries, layout, dictionaryLayouts } = this;
		return { schema, batches, dictionaries, layout, dictionaryLayouts };
	}
}

/** The values of a dictionary column, as a field. */
export function valuesField(field: Field): Field {
	if (field.type.kind !== "dictionary") return field;
	return {
		name: field.name,
		type: field.type.values,
		nullable: true,
		children: field.children,
		metadata: new Map(),
	};
}

function* dictionaryFields(fields: readonly Field[]): Generator<Field> {
	for (const field of fields) {
		if (field.type.kind === "dictionary") yield field;
		yield* dictionaryFields(field.children);
	}
}

/** Equal for fields whose values have the same type, whatever they are called. */
function typeKey(field: Field): string {
	return JSON.stringify(typeTree(field));
}

/** Made into text as a whole: a text within a text would double its escapes at each level. */
function typeTree({ type, children }: Field): unknown {
	return [type, children.map(typeTree)];
}
