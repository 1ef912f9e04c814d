import { z } from "zod";
import {
	type Command,
	MOST_CORNERS,
	type ReceiverSettings,
	type RowPick,
	type Workflow,
	type WorkflowNode,
} from "../../contract";

const id = z.string().regex(/^[\w-]{1,64}$/, "letters, digits, - and _, at most 64");
const name = z.string().max(1000);
const column = z.string().max(10_000);
const finite = z.number();
const position = z.strictObject({ x: finite, y: finite });
const output = z.enum(["data", "selected"]);
const widget = z.enum(["receiver", "data-table", "scatter-plot", "distributions", "transmitter"]);

const filter = z.union([
	z.strictObject({ column, is: z.literal("between"), low: finite.nullable(), high: finite.nullable() }),
	z.strictObject({ column, is: z.literal("one-of"), values: z.array(z.string()).max(10_000) }),
	z.strictObject({ column, is: z.literal("containing"), text: z.string() }),
	z.strictObject({ column, is: z.enum(["missing", "present"]) }),
]);
const filters = z.array(filter).max(100);
const sort = z.array(z.strictObject({ column, descending: z.boolean() })).max(20);

export const rowViewSchema = z.strictObject({ sort, filters });

const row = z.number().int().min(0);
const range = z.tuple([row, row]).refine(([start, end]) => start < end, "start must be below end");
const pick = z.union([
	z.strictObject({
		by: z.literal("rows"),
		ranges: z
			.array(range)
			.max(10_000)
			.refine(
				(ranges) => ranges.every(([start], i) => i === 0 || start >= ranges[i - 1]![1]),
				"ranges must ascend and not overlap",
			),
	}),
	z.strictObject({
		by: z.literal("polygon"),
		x: column,
		y: column,
		corners: z.array(z.tuple([finite, finite])).max(MOST_CORNERS),
	}),
	z.strictObject({ by: z.literal("filters"), filters }),
]) satisfies z.ZodType<RowPick>;
const picked = pick.nullable();

const loadChoice = z.strictObject({
	how: z.enum(["all", "first", "sample", "browse"]),
	n: z.number().int().min(0),
	seed: z.number().int(),
	columns: z.array(column).nullable(),
	allowLarge: z.boolean(),
});
const columnChoice = z.strictObject({
	role: z.enum(["feature", "target", "meta", "ignore"]).optional(),
	kind: z.enum(["continuous", "discrete", "time", "string"]).optional(),
});

const SETTINGS = {
	receiver: z.strictObject({
		producer: name.nullable(),
		tableName: name.nullable(),
		tableProducer: name.nullable(),
		eventId: name.nullable(),
		load: loadChoice.nullable(),
		source: z
			.strictObject({ tableName: name, producer: name.nullable(), eventId: name.nullable() })
			.nullable(),
		overrides: z.record(z.string(), z.record(z.string(), columnChoice)),
		keepAsFile: z.boolean(),
		staleAfterSeconds: z.number().min(0),
	}) satisfies z.ZodType<ReceiverSettings>,
	"data-table": z.strictObject({ sort, filters, picked }),
	"scatter-plot": z.strictObject({
		x: column.nullable(),
		y: column.nullable(),
		color: column.nullable(),
		size: column.nullable(),
		picked,
	}),
	distributions: z.strictObject({ column: column.nullable(), splitBy: column.nullable(), picked }),
	transmitter: z.strictObject({
		tableName: name,
		transport: z.enum(["auto", "file", "shm"]),
		maxShmBytes: z.number().int().positive(),
		ttlSeconds: z.number().int().positive().nullable(),
		sendAutomatically: z.boolean(),
	}),
};

const node = z.discriminatedUnion("widget", [
	nodeOf("receiver"),
	nodeOf("data-table"),
	nodeOf("scatter-plot"),
	nodeOf("distributions"),
	nodeOf("transmitter"),
]) as unknown as z.ZodType<WorkflowNode>;

function nodeOf<Widget extends keyof typeof SETTINGS>(widget: Widget) {
	return z.strictObject({
		id,
		widget: z.literal(widget),
		title: name,
		position,
		settings: SETTINGS[widget],
	});
}

const link = z.strictObject({ id, from: id, output, to: id });

/** The shape of a workflow; that its links make sense is checked by `checkWorkflow`. */
export const workflowSchema: z.ZodType<Workflow> = z.strictObject({
	version: z.literal(1),
	nodes: z.array(node).max(1000),
	links: z.array(link).max(1000),
});

const one = <Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), id });

export const commandSchema: z.ZodType<Command> = z.discriminatedUnion("type", [
	one("add-node").extend({ widget, position }),
	z.strictObject({ type: z.literal("move-nodes"), positions: z.record(id, position) }),
	one("rename-node").extend({ title: name }),
	z.strictObject({ type: z.literal("delete"), nodes: z.array(id), links: z.array(id) }),
	one("add-link").extend({ from: id, output, to: id }),
	// Held against the schema of its widget once it is known which that is.
	one("set").extend({ settings: z.record(z.string(), z.unknown()) as unknown as z.ZodType<object> }),
	z.strictObject({ type: z.literal("undo") }),
	z.strictObject({ type: z.literal("redo") }),
	z.strictObject({ type: z.literal("refresh") }),
	z.strictObject({ type: z.literal("open-workflow"), workflow: workflowSchema }),
	one("load").extend({ load: loadChoice }),
	one("keep").extend({ tableName: name, producer: name }),
	one("send"),
	one("cancel"),
	one("retry"),
	z.strictObject({ type: z.literal("send-sample-table") }),
]) as unknown as z.ZodType<Command>;

/** Settings of a widget as the schema knows them. */
export const settingsSchema = (widget: WorkflowNode["widget"]): z.ZodType<WorkflowNode["settings"]> =>
	SETTINGS[widget] as unknown as z.ZodType<WorkflowNode["settings"]>;
