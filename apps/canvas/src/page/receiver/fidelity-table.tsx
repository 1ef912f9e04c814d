import type { PreviewColumn } from "../../contract";
import { useWords } from "../words/use-words";
import "./fidelity-table.css";

/** What becomes of each column from Arrow to Orange and to pandas, and what is lost on the way. */
export function FidelityTable({ columns }: { columns: readonly PreviewColumn[] }) {
	const { say } = useWords();
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
		<section className="fidelity" aria-label={say("receiver.fidelity")} tabIndex={0}>
			<table>
				<thead>
					<tr>
						<th scope="col">{say("receiver.fidelity.column")}</th>
						<th scope="col">Arrow</th>
						<th scope="col">pandas</th>
						<th scope="col">Orange</th>
						<th scope="col">{say("receiver.fidelity.loses")}</th>
					</tr>
				</thead>
				<tbody>
					{columns.map(({ variable: { name }, fidelity }) => (
						<tr key={name}>
							<th scope="row">{name}</th>
							<td>{fidelity.arrow}</td>
							<td>{fidelity.pandas ?? "—"}</td>
							<td>{say(`orange.${fidelity.rule}`)}</td>
							<td className={say(`loses.${fidelity.rule}`) === "" ? "" : "fidelity-loses"}>
								{say(`loses.${fidelity.rule}`) || say("receiver.fidelity.nothing")}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
