import { withOpened } from "./with-opened.mjs";

/** The first rows of a table, all its columns. */
export default ({ table, rows }) => withOpened(table, (incoming) => incoming.head(rows));
