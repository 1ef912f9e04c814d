import { withOpened } from "./with-opened.mjs";

/** Opening a table and what loading it would cost. */
export default ({ table }) => withOpened(table, (incoming) => incoming.estimate());
