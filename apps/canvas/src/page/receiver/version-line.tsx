import { useEffect, useRef } from "react";
import type { TablePreview, TableVersion } from "../../contract";
import { Age } from "../parts/age";
import { useWords } from "../words/use-words";
import { type ReceiverNode, setReceiver } from "./receiver-node";
import "./version-line.css";

/** The versions of a name as a small time line, the newest first; where the columns changed, it says so. */
export function VersionLine({ node, preview }: { node: ReceiverNode; preview: TablePreview }) {
	const { say, format } = useWords();
	const { eventId } = node.settings;
	const { versions } = preview;
	const line = useRef<HTMLOListElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: when another version is chosen
	useEffect(() => {
		line.current
			?.querySelector("[aria-pressed=true]")
			?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}, [eventId]);
	return (
		<ol className="version-line" ref={line} aria-label={say("receiver.versions")}>
			{versions.map((version, i) => {
				const isLatest = i === 0;
				const isChosen = eventId === null ? isLatest : version.eventId === eventId;
				return (
					<li key={version.eventId}>
						<button
							type="button"
							className="version"
							aria-pressed={isChosen}
							title={`${format.exactTime(version.createdAt)} · ${version.producer} · ${format.bytes(version.bytes)}`}
							onClick={() => setReceiver(node.id, { eventId: isLatest ? null : version.eventId })}
						>
							<span className="version-name">
								{say(isLatest ? "receiver.version.latest" : "receiver.version", {
									number: versions.length - i,
								})}
							</span>
							<Age time={version.createdAt} />
							<span className="version-shape figures">
								{say("count.shape", { rows: version.rows, columns: version.columns })}
							</span>
							<Changes changes={version.changes} />
						</button>
					</li>
				);
			})}
		</ol>
	);
}

function Changes({ changes }: { changes: TableVersion["changes"] }) {
	const { say } = useWords();
	if (changes === null) return null;
	const { added, removed, retyped } = changes;
	const parts = [
		...added.map((name) => `+ ${name}`),
		...removed.map((name) => `− ${name}`),
		...retyped.map((name) => `≠ ${name}`),
	];
	if (parts.length === 0) return null;
	return (
		<span className="version-changes" title={`${say("receiver.version.changed")}\n${parts.join("\n")}`}>
			{parts.slice(0, 2).join("  ")}
			{parts.length > 2 && ` +${parts.length - 2}`}
		</span>
	);
}
