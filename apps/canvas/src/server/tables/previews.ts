import { fidelity, type OrangeTable, roleOf } from "@allye/orange-table";
import type { IncomingTable, ManifestEvent, Profile, Receiver } from "@allye/receiver";
import { availableMemory, parseTimestamp } from "@allye/receiver";
import type { PreviewColumn, TablePreview, TableProfile, TableVersion, TableWindow } from "../../contract";
import { columnSummary, profileOf } from "../rows/table-profile";
import { tableWindow, type WindowRequest } from "../rows/table-window";
import { variableInfo } from "./held-table";
import { type ColumnChoices, loadColumns } from "./load-columns";

/** Cells that are read to say what columns are. */
const CELLS = 400_000;
const [MIN_ROWS, MAX_ROWS] = [1_000, 10_000];
const PROFILE_CELLS = 1_000_000;
const KEPT = 12;
const VERSIONS = 50;

interface Kept {
	readonly preview: Omit<TablePreview, "versions">;
	readonly head: OrangeTable;
	/** Columns of `head` in the payload's order. */
	readonly positions: readonly number[];
	profile: Promise<TableProfile> | null;
}

/** What tables are like before they are loaded. The last few are kept, also when their payload is gone meanwhile. */
export class Previews {
	readonly #kept = new Map<string, Promise<Kept>>();
	readonly #schemas = new Map<string, ReadonlyMap<string, string>>();

	constructor(private readonly receiver: Receiver) {}

	/** @param versions of the name, oldest first @throws as `receiver.open` and `incoming.head` */
	async preview(
		event: ManifestEvent,
		choices: ColumnChoices,
		versions: readonly ManifestEvent[],
	): Promise<TablePreview> {
		const { preview } = await this.#of(event, choices);
		const estimate = { ...preview.estimate, availableBytes: await availableMemory() };
		return { ...preview, estimate, versions: await this.#versions(versions) };
	}

	/** Rows of the preview; positions of columns are the preview's. @throws as {@link preview} */
	async rows(event: ManifestEvent, choices: ColumnChoices, request: WindowRequest): Promise<TableWindow> {
		const { head, positions } = await this.#of(event, choices);
		const columns = request.columns.map((position) => positions[position] ?? -1);
		const window = await tableWindow(head, { ...request, columns });
		return {
			...window,
			columns: window.columns.map((column, i) => ({ ...column, position: request.columns[i]! })),
		};
	}

	/** @throws as {@link preview} */
	async profile(event: ManifestEvent, choices: ColumnChoices): Promise<TableProfile> {
		const kept = await this.#of(event, choices);
		kept.profile ??= this.#profile(event, kept).catch((error: unknown) => {
			kept.profile = null;
			throw error;
		});
		return kept.profile;
	}

	async #profile(event: ManifestEvent, { head, preview }: Kept): Promise<TableProfile> {
		if (head.rowCount === preview.rowCount) return profileOf(head, "all rows");
		await using incoming = await this.receiver.open(event, { evenIfExpired: true });
		const n = Math.max(MIN_ROWS, Math.floor(PROFILE_CELLS / Math.max(1, incoming.schema.fields.length)));
		return profileAnswer(await incoming.profile({ sample: { n, method: "blocks" } }));
	}

	#of(event: ManifestEvent, choices: ColumnChoices): Promise<Kept> {
		const key = JSON.stringify([event.id, choices]);
		let made = this.#kept.get(key);
		if (made === undefined) {
			made = this.#make(event, choices);
			made.catch(() => this.#kept.delete(key));
		}
		this.#kept.delete(key);
		this.#kept.set(key, made);
		for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
		return made;
	}

	async #make(event: ManifestEvent, choices: ColumnChoices): Promise<Kept> {
		await using incoming = await this.receiver.open(event, { evenIfExpired: true });
		this.#schemas.set(event.id, schemaOf(incoming));
		const { fields } = incoming.schema;
		const n = Math.min(MAX_ROWS, Math.max(MIN_ROWS, Math.floor(CELLS / Math.max(1, fields.length))));
		// Columns that are ignored are shown too: as what, the user may still want to know.
		const { overrides } = loadColumns(incoming, null, choices);
		const [estimate, head] = await Promise.all([incoming.estimate(), incoming.head(n, { overrides })]);
		const { columnReasons, warnings } = incoming;
		const positions = fields.map(({ name }) =>
			head.columns.findIndex(({ variable }) => variable.name === name),
		);
		const ways = fidelity(incoming.schema);
		const columns = fields.map(({ name }, i): PreviewColumn => {
			const role = roleOf(head.domain, name);
			return {
				variable: variableInfo(
					head.columns[positions[i]!]!.variable,
					role === "class" ? "target" : role === "meta" ? "meta" : "feature",
				),
				reason: columnReasons.get(name)!,
				fidelity: { arrow: ways[i]!.arrow, pandas: ways[i]!.pandas, rule: ways[i]!.rule },
			};
		});
		const { payloadBytes, decodedBytes, loadedBytes, availableBytes, perColumn } = estimate;
		const preview = {
			tableName: event.table_name,
			eventId: event.id,
			rowCount: incoming.rowCount,
			previewRows: head.rowCount,
			columns,
			estimate: {
				payloadBytes,
				decodedBytes,
				loadedBytes,
				availableBytes,
				heaviest: perColumn.slice(0, 10).map(({ name, loadedBytes }) => ({ name, loadedBytes })),
				warnings: estimate.warnings,
			},
			warnings,
		};
		return { preview, head, positions, profile: null };
	}

	/** Newest first, with what changed from one to the next. */
	async #versions(events: readonly ManifestEvent[]): Promise<TableVersion[]> {
		const newest = events.slice(-VERSIONS - 1);
		const versions = await Promise.all(
			newest.map(async (event, i): Promise<TableVersion> => {
				const { shape, data_size = 0 } = event.payload ?? {};
				return {
					eventId: event.id,
					createdAt: parseTimestamp(event.created_at)?.getTime() ?? 0,
					producer: event.producer,
					rows: shape?.[0] ?? 0,
					columns: shape?.[1] ?? 0,
					bytes: data_size,
					changes: i === 0 ? null : await this.#changes(newest[i - 1]!, event),
				};
			}),
		);
		return versions.reverse().slice(0, VERSIONS);
	}

	async #changes(before: ManifestEvent, after: ManifestEvent): Promise<TableVersion["changes"]> {
		const same = { added: [], removed: [], retyped: [] };
		const [sha, next] = [before.payload?.schema_sha256, after.payload?.schema_sha256];
		if (sha && sha === next) return same;
		const [old, now] = await Promise.all([this.#schema(before), this.#schema(after)]);
		if (old === null || now === null) return null;
		return {
			added: [...now.keys()].filter((name) => !old.has(name)),
			removed: [...old.keys()].filter((name) => !now.has(name)),
			retyped: [...now.keys()].filter((name) => old.has(name) && old.get(name) !== now.get(name)),
		};
	}

	/** Arrow types by column; null where the payload cannot be opened. */
	async #schema(event: ManifestEvent): Promise<ReadonlyMap<string, string> | null> {
		const known = this.#schemas.get(event.id);
		if (known !== undefined) return known;
		try {
			await using incoming = await this.receiver.open(event, { evenIfExpired: true });
			const schema = schemaOf(incoming);
			this.#schemas.set(event.id, schema);
			return schema;
		} catch {
			return null;
		}
	}
}

const schemaOf = ({ schema }: Pick<IncomingTable, "schema">): ReadonlyMap<string, string> =>
	new Map(fidelity(schema).map(({ name, arrow }) => [name, arrow]));

function profileAnswer({ of, rows, columns }: Profile): TableProfile {
	return { of, rows, columns: columns.map(columnSummary) };
}
