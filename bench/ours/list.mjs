import { createReceiver } from "@allye/receiver";

/** The first listing of a manifest by a new Receiver. */
export default ({ secretDir }) => ({
	async work() {
		const receiver = createReceiver({ secretDir });
		return await receiver.tables();
	},
});
