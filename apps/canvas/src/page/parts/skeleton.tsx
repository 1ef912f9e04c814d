import "./skeleton.css";

/** Grey in the size of what is coming, with a word for who cannot see it. */
export function Skeleton({ lines, height = 28, label }: { lines: number; height?: number; label: string }) {
	return (
		<div className="skeleton" role="status" aria-label={label}>
			{Array.from({ length: lines }, (_, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
				<span key={i} style={{ height }} />
			))}
		</div>
	);
}
