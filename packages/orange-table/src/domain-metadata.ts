import type { Field, Schema } from "@allye/arrow-ipc";
import { asciiJson } from "./ascii-json";
import type { Domain } from "./domain";
import type {
	ContinuousVariable,
	DiscreteVariable,
	StringVariable,
	TimeVariable,
	Variable,
} from "./variable";

/** The schema metadata key under which a Transmitter writes the Domain. Python ignores it. */
export const DOMAIN_METADATA_KEY = "allye.domain";

/** A variable without what the Arrow column itself holds: a DiscreteVariable's values are its dictionary. */
export type DescribedVariable =
	| ContinuousVariable
	| TimeVariable
	| StringVariable
	| Omit<DiscreteVariable, "values">;

/** A Domain as schema metadata tells it. */
export interface DescribedDomain {
	readonly attributes: readonly DescribedVariable[];
	readonly classVars: readonly DescribedVariable[];
	readonly metas: readonly DescribedVariable[];
}

/**
 * A Domain as text for the schema metadata: JSON, ASCII only.
 *
 * | member | of each variable |
 * | --- | --- |
 * | version | 1 |
 * | attributes, classVars, metas | kind, name, attributes (where there are any) |
 * | | Continuous: decimals |
 * | | Time: have_date, have_time, timezone |
 *
 * @throws INVALID_ARGUMENT where a variable's `attributes` are not JSON
 */
export function encodeDomain(domain: Domain): string {
	const { attributes, classVars, metas } = domain;
	return asciiJson({
		version: 1,
		attributes: attributes.map(encodeVariable),
		classVars: classVars.map(encodeVariable),
		metas: metas.map(encodeVariable),
	});
}

function encodeVariable(variable: Variable): object {
	const { kind, name, attributes } = variable;
	const common = { kind, name, ...(Object.keys(attributes).length > 0 && { attributes }) };
	if (kind === "continuous") return { ...common, decimals: variable.numberOfDecimals };
	if (kind !== "time") return common;
	return {
		...common,
		have_date: variable.haveDate,
		have_time: variable.haveTime,
		timezone: variable.timezone,
	};
}

/**
 * Reads what {@link encodeDomain} wrote. null where it is absent, of another version, not as it should be, or does not fit the
 * schema: it must have each field once, as a variable that the field's type can hold. Members it does not know are ignored.
 */
export function decodeDomain(schema: Schema): DescribedDomain | null {
	const parsed = parseRecord(schema.metadata.get(DOMAIN_METADATA_KEY));
	if (parsed?.version !== 1) return null;
	const attributes = decodeVariables(parsed.attributes);
	const classVars = decodeVariables(parsed.classVars);
	const metas = decodeVariables(parsed.metas);
	if (attributes === null || classVars === null || metas === null) return null;
	if ([...attributes, ...classVars].some(({ kind }) => kind === "string")) return null;
	return fits([...attributes, ...classVars, ...metas], schema) ? { attributes, classVars, metas } : null;
}

function parseRecord(text: string | undefined): Record<string, unknown> | null {
	if (text === undefined) return null;
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : null;
	} catch {
		return null;
	}
}

function decodeVariables(list: unknown): DescribedVariable[] | null {
	if (!Array.isArray(list)) return null;
	const variables = list.map(decodeVariable).filter((variable) => variable !== null);
	return variables.length === list.length ? variables : null;
}

function decodeVariable(value: unknown): DescribedVariable | null {
	if (!isRecord(value) || typeof value.name !== "string") return null;
	const { kind, name, decimals, have_date, have_time, timezone } = value;
	const attributes = isRecord(value.attributes) ? value.attributes : {};
	switch (kind) {
		case "continuous": {
			const known = typeof decimals === "number" && Number.isInteger(decimals) && decimals >= 0;
			return { kind, name, numberOfDecimals: known ? decimals : 3, attributes };
		}
		case "time": {
			const zone = typeof timezone === "string" ? timezone : "UTC";
			return {
				kind,
				name,
				haveDate: have_date !== false,
				haveTime: have_time !== false,
				timezone: zone,
				attributes,
			};
		}
		case "discrete":
		case "string":
			return { kind, name, attributes };
		default:
			return null;
	}
}

function fits(variables: readonly DescribedVariable[], schema: Schema): boolean {
	const fields = new Map(schema.fields.map((field) => [field.name, field]));
	const names = new Set(variables.map(({ name }) => name));
	if (names.size !== variables.length || fields.size !== schema.fields.length || names.size !== fields.size)
		return false;
	return variables.every((variable) => {
		const field = fields.get(variable.name);
		return field !== undefined && canHold(field, variable);
	});
}

function canHold({ type }: Field, { kind }: DescribedVariable): boolean {
	switch (kind) {
		case "continuous":
			return type.kind === "int" || type.kind === "float";
		case "time":
			return type.kind === "timestamp";
		case "discrete":
			return type.kind === "dictionary" && isText(type.values.kind);
		case "string":
			return isText(type.kind);
	}
}

const isText = (kind: string): boolean => kind === "utf8" || kind === "large_utf8" || kind === "utf8_view";

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
