import { withOpened } from "./with-opened.mjs";

/** An Orange Table of all columns of a table, or of some. */
export default ({ table, columns }) =>
	withOpened(table, (incoming) => incoming.load({ columns, allowLarge: true }));
