import { unpackedSize } from "./unpacked-size.mjs";

/** Importing @allye/receiver in a new process; and what installing it unpacks. */
export default () => ({
	work: () => import("@allye/receiver"),
	values: () => ({ "unpacked MB": unpackedSize("@allye/receiver") / 1e6 }),
});
