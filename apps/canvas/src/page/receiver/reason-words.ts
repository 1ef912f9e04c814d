import type { ColumnReason } from "../../contract";
import type { Words } from "../words/words";

/** Why a column is what it is, in the reader's language. */
export function reasonWords({ code, values, because }: ColumnReason, { say }: Pick<Words, "say">): string {
	const reason = say(`reason.${code}`, values);
	if (because === undefined) return reason;
	return say("reason.because", { reason, because: reasonWords(because, { say }) });
}
