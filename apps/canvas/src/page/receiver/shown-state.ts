import { useEffect, useState } from "react";
import type { TableListing } from "../../contract";

/** A table that is being sent for longer than `staleAfterSeconds` is shown as one whose sender died. */
export function shownState(
	{ state, createdAt }: Pick<TableListing, "state" | "createdAt">,
	staleAfterSeconds: number,
	now: number,
): TableListing["state"] {
	if (state !== "sending" || createdAt === null) return state;
	return now - createdAt > staleAfterSeconds * 1000 ? "sender-died" : state;
}

/** The same as time goes by. */
export function useShownState(
	table: Pick<TableListing, "state" | "createdAt">,
	staleAfterSeconds: number,
): TableListing["state"] {
	const [now, setNow] = useState(Date.now);
	const isSending = table.state === "sending";
	useEffect(() => {
		if (!isSending) return;
		const timer = setInterval(() => setNow(Date.now()), 1000);
		return () => clearInterval(timer);
	}, [isSending]);
	return shownState(table, staleAfterSeconds, Math.max(now, Date.now()));
}
