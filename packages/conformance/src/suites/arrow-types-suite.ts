import { deepStrictEqual } from "node:assert/strict";
import { type SuiteOptions, useBothSides } from "./both-sides";

/** pyarrow reads them, but nothing in it makes them. */
const UNMAKEABLE = ["INTERVAL_DAY_TIME", "INTERVAL_MONTHS"];

/** Every Arrow type that pyarrow can put into a payload is read, or refused with TYPE_UNSUPPORTED and its name. */
export function arrowTypesSuite(options: SuiteOptions): void {
	const { runner } = options;
	runner.describe("Arrow types", () => {
		const bothSides = useBothSides(options);
		runner.test("every type that pyarrow writes is read, or refused by its name", async () => {
			const { python, subject } = await bothSides();
			const { types, ids } = await python.arrowTypes();
			const missing = ids.filter((id) => !types.some(([, made, , error]) => made === id && error === null));
			deepStrictEqual(missing, UNMAKEABLE);
			const wrong: string[] = [];
			for (const [tableName, , type, error] of types) {
				if (error !== null) continue;
				for (const how of ["load", "read"] as const)
					await subject[how](tableName).catch((refusal) => {
						if (!isRefusal(refusal, type)) wrong.push(`${how} ${type}: ${refusal.code} ${refusal.message}`);
					});
			}
			deepStrictEqual(wrong, []);
		});
	});
}

/** The error says which type, without its parameters: "list_view" of list_view<item: int64>. */
function isRefusal({ code, message }: { code?: string; message: string }, type: string): boolean {
	const [name] = type.split(/[[<(]/) as [string];
	return code === "TYPE_UNSUPPORTED" && message.includes(name);
}
