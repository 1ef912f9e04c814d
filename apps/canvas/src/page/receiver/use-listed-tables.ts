import { useMemo } from "react";
import type { TableListing } from "../../contract";
import { useCanvas } from "../store/use-canvas";
import { useNodeUrlParam } from "../url/url-state";
import type { ReceiverNode } from "./receiver-node";

export const SORTS = ["created", "name", "rows", "size", "producer"] as const;
export type TableSort = (typeof SORTS)[number];

const ORDER: Readonly<Record<TableSort, (a: TableListing, b: TableListing) => number>> = {
	// What has no time yet is being sent now.
	created: (a, b) =>
		(b.createdAt ?? Number.POSITIVE_INFINITY) - (a.createdAt ?? Number.POSITIVE_INFINITY) || 0,
	name: (a, b) => a.tableName.localeCompare(b.tableName),
	rows: (a, b) => (b.rows ?? -1) - (a.rows ?? -1),
	size: (a, b) => (b.bytes ?? -1) - (a.bytes ?? -1),
	producer: (a, b) => a.producer.localeCompare(b.producer) || a.tableName.localeCompare(b.tableName),
};

export const useTableSort = (id: string): [TableSort, (sort: TableSort) => void] => {
	const [text, setText] = useNodeUrlParam(id, "sort");
	const sort = SORTS.find((one) => one === text) ?? "created";
	return [sort, (next) => setText(next === "created" ? null : next, { replace: true })];
};

/** The tables that search and producer let through, in the order asked for: the newest first. */
export function useListedTables(node: ReceiverNode): readonly TableListing[] {
	const tables = useCanvas((canvas) => canvas.tables);
	const [search] = useNodeUrlParam(node.id, "search");
	const [sort] = useTableSort(node.id);
	const { producer } = node.settings;
	return useMemo(() => {
		const wanted = (search ?? "").trim().toLocaleLowerCase();
		return (tables ?? [])
			.filter((table) => producer === null || table.producer === producer)
			.filter(({ tableName }) => tableName.toLocaleLowerCase().includes(wanted))
			.toSorted(ORDER[sort]);
	}, [tables, search, sort, producer]);
}
