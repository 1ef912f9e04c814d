import { useState } from "react";
import type { LoadChoice, TablePreview } from "../../contract";
import type { ReceiverNode } from "./receiver-node";

const USUAL: LoadChoice = { how: "all", n: 100_000, seed: 42, columns: null, allowLarge: false };

/**
 * How much of the chosen table to load, until it is loaded: what was loaded of it before, else all of it, or a sample where all is too
 * much. Forgotten when another table is chosen.
 */
export function useLoadDraft(
	{ settings }: ReceiverNode,
	preview: TablePreview | null,
): [LoadChoice, (change: Partial<LoadChoice>) => void] {
	const { tableName, tableProducer, load, source } = settings;
	const table = JSON.stringify([tableName, tableProducer]);
	const [drafted, setDrafted] = useState<{ table: string; change: Partial<LoadChoice> }>({
		table,
		change: {},
	});
	const isLoaded = load !== null && source?.tableName === tableName && source.producer === tableProducer;
	const isLarge = preview !== null && preview.estimate.warnings.length > 0;
	const usual: LoadChoice = isLoaded ? load : { ...USUAL, how: isLarge ? "sample" : "all" };
	const change = drafted.table === table ? drafted.change : {};
	return [{ ...usual, ...change }, (next) => setDrafted({ table, change: { ...change, ...next } })];
}
