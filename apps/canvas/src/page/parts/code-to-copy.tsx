import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "../words/use-words";
import { Button } from "./button";
import "./code-to-copy.css";

/** Lines to paste, with a button that copies them. */
export function CodeToCopy({ code, label }: { code: string; label: string }) {
	const { say } = useWords();
	const [copied, setCopied] = useState(false);
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2000);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = () =>
		navigator.clipboard.writeText(code).then(
			() => setCopied(true),
			() => setCopied(false),
		);
	return (
		<div className="code-to-copy">
			<section
				className="code-lines"
				aria-label={label}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
				tabIndex={0}
			>
				<pre>
					{code.split("\n").map((line, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: lines never move
						<span key={i} className="code-line">
							{`${line}\n`}
						</span>
					))}
				</pre>
			</section>
			<Button kind="normal" onClick={copy}>
				{copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
				{say(copied ? "copied" : "copy")}
			</Button>
			<span className="heard" aria-live="polite">
				{copied ? say("copied") : ""}
			</span>
		</div>
	);
}
