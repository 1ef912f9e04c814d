import { NotThereYet } from "./not-there-yet.mjs";
import { withOpened } from "./with-opened.mjs";

/** A random sample of rows, all columns. */
export default ({ table, rows, method }) =>
	withOpened(table, (incoming) => {
		if (!incoming.sample) throw new NotThereYet("incoming.sample()");
		return incoming.sample(rows, { seed: 1, method });
	});
