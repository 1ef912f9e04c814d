import type { TableListing } from "../../contract";
import { Button } from "../parts/button";
import { MessageList } from "../parts/message-list";
import { RefusedError } from "../store/fetch-answer";
import { useWords } from "../words/use-words";

/** Why a table cannot be looked at, and Retry. */
export function PreviewFailure({
	error,
	listing,
	onRetry,
}: {
	error: Error;
	listing: TableListing | undefined;
	onRetry: () => void;
}) {
	const { say } = useWords();
	const key = error instanceof RefusedError ? error.code : "failed";
	const values: Record<string, string> = { text: error.message };
	if (listing !== undefined) values.name = listing.tableName;
	const pathInText = /(\/|[A-Za-z]:\\)\S+\.arrow/.exec(error.message)?.[0];
	if (pathInText !== undefined) values.path = pathInText;
	return (
		<div className="chosen-nothing">
			<MessageList
				messages={[{ severity: "error", key, values, text: error.message }]}
				action={<Button onClick={onRetry}>{say("retry")}</Button>}
			/>
		</div>
	);
}
