import { Inbox } from "lucide-react";
import { Button } from "../parts/button";
import { CodeToCopy } from "../parts/code-to-copy";
import { EmptyState } from "../parts/empty-state";
import { sendCommand } from "../store/send-command";
import { useCanvas } from "../store/use-canvas";
import { useWords } from "../words/use-words";

/** Nothing was ever sent: how to send something from Python, or a table to try without it. */
export function FirstTable() {
	const { say } = useWords();
	const canvas = useCanvas((state) => state.canvas);
	// The Python package does not look where ALLYE_SECRET_DIR points.
	const where =
		canvas && !canvas.isDefaultSecretDir ? `, secret_dir=${JSON.stringify(canvas.secretDir)}` : "";
	const code = [
		"import pandas as pd",
		"from allye_data_connector import send_dataframe",
		`send_dataframe(pd.DataFrame({"x": [1, 2, 3]}), "my_table"${where})`,
	].join("\n");
	return (
		<EmptyState icon={Inbox} title={say("receiver.first")}>
			<CodeToCopy code={code} label={say("receiver.first.code")} />
			<p>{say("receiver.first.or")}</p>
			<Button onClick={() => sendCommand({ type: "send-sample-table" })}>
				{say("receiver.first.sample")}
			</Button>
		</EmptyState>
	);
}
