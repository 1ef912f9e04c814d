import type { TransmitterSettings } from "../../contract";
import { Field } from "../parts/field";
import { NumberInput } from "../parts/number-input";
import { Select } from "../parts/select";
import { useWords } from "../words/use-words";

const MB = 2 ** 20;

/** How the table travels, and what that means. */
export function ChooseTransport({
	settings: { transport, maxShmBytes },
	onChange,
}: {
	settings: TransmitterSettings;
	onChange: (settings: Partial<TransmitterSettings>) => void;
}) {
	const { say } = useWords();
	const transports = ["auto", "file", "shm"] as const;
	return (
		<>
			<Field label={say("send.transport")} help={say(`send.${transport}.help`)}>
				<Select
					value={transport}
					choices={transports.map((value) => ({ value, label: say(`send.${value}`) }))}
					onChange={(transport) => onChange({ transport })}
				/>
			</Field>
			{transport === "shm" && (
				<Field label={say("send.limit")} help={say("send.limit.help")}>
					<NumberInput
						min={1}
						value={Math.round(maxShmBytes / MB)}
						onChange={(megabytes) => onChange({ maxShmBytes: megabytes * MB })}
					/>
				</Field>
			)}
		</>
	);
}
