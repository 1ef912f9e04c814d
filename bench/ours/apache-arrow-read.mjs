import { readFileSync } from "node:fs";
import { createReceiver } from "@allye/receiver";
import { tableFromIPC } from "apache-arrow";
import { NotThereYet } from "./not-there-yet.mjs";

/** Reads a file with plain apache-arrow and takes each column as one array, or as its dictionary's codes. */
export default async function apacheArrowRead({ table: { secretDir, tableName } }) {
	const entry = (await createReceiver({ secretDir }).tables()).find((each) => each.tableName === tableName);
	const work = () => {
		const table = tableFromIPC(readFileSync(entry.ready.payload.locator));
		return table.schema.fields.map((_, index) => table.getChildAt(index).toArray());
	};
	try {
		work();
	} catch (error) {
		throw new NotThereYet(`apache-arrow by itself: ${error.message.split("\n")[0]}`);
	}
	return { work };
}
