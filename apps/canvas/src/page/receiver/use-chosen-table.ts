import { useCallback, useMemo } from "react";
import {
	API,
	decodeTableWindow,
	type TableListing,
	type TablePreview,
	type TableProfile,
} from "../../contract";
import type { GridProps } from "../grid/grid-props";
import { fetchAnswer } from "../store/fetch-answer";
import { positionsText } from "../store/fetch-window";
import { useCanvas } from "../store/use-canvas";
import { type Fetched, useFetched } from "../store/use-fetched";
import type { ReceiverNode } from "./receiver-node";

export interface Chosen {
	/** Its line in the list; undefined where it is there no more. */
	readonly listing: TableListing | undefined;
	readonly preview: Fetched<TablePreview>;
	readonly profile: Fetched<TableProfile>;
	/** Rows before anything is loaded. */
	readonly fetchRows: GridProps["fetchWindow"];
}

/** What can be known of the table that a Receiver has chosen before it is loaded; asked for again when a new version comes. */
export function useChosenTable({ id, settings }: ReceiverNode): Chosen {
	const { tableName, tableProducer, eventId, overrides } = settings;
	const listing = useCanvas(({ tables }) =>
		tables?.find(
			(table) => table.tableName === tableName && (tableProducer ?? table.producer) === table.producer,
		),
	);
	const query = useMemo(
		() => ({ tableName: tableName ?? "", producer: tableProducer, eventId, node: id }),
		[tableName, tableProducer, eventId, id],
	);
	const changes = overrides[listing?.schemaSha256 ?? ""] ?? null;
	const subject = JSON.stringify(query);
	const latest = eventId ?? listing?.eventId ?? null;
	const key = tableName === null || latest === null ? null : JSON.stringify([query, latest, changes]);
	const preview = useFetched({ key, subject }, async (signal) => {
		const response = await fetchAnswer(API.preview, { query, signal });
		return (await response.json()) as TablePreview;
	});
	const isThere = preview.value !== null;
	const profile = useFetched({ key: isThere ? key : null, subject }, async (signal) => {
		const response = await fetchAnswer(API.previewProfile, { query, signal });
		return (await response.json()) as TableProfile;
	});
	// biome-ignore lint/correctness/useExhaustiveDependencies: another version, or other kinds, are other rows
	const fetchRows = useCallback<GridProps["fetchWindow"]>(
		async (start, end, columns, signal) => {
			const response = await fetchAnswer(API.previewRows, {
				query: { ...query, start, end, columns: positionsText(columns) },
				signal,
			});
			return decodeTableWindow(await response.arrayBuffer());
		},
		[key],
	);
	return { listing, preview, profile, fetchRows };
}
