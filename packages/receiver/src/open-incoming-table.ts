import { openArrow } from "@allye/arrow-ipc";
import type { ManifestEvent, PayloadRef, Transport } from "@allye/protocol";
import { chooseCodecs } from "./choose-codecs";
import { type OpenContext, OpenedTable } from "./opened-table";

export { chooseCodecs };

/** Opens an event's payload and reads its metadata. `event.payload` must not be null. */
export async function openIncomingTable(
	event: ManifestEvent,
	transport: Transport,
	context: OpenContext,
): Promise<OpenedTable> {
	const payloadRef = event.payload as PayloadRef;
	const source = context.held.open(event.id) ?? (await transport.open(payloadRef, context.locate));
	try {
		const payload = await openArrow(source, { format: transport.format, codecs: await chooseCodecs() });
		return new OpenedTable(event, payloadRef, source, payload, transport, context);
	} catch (error) {
		await source.close();
		throw error;
	}
}
