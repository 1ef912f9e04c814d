import { useCallback, useState } from "react";

interface Size {
	readonly width: number;
	readonly height: number;
}

/** The size of an element, pixels, whenever it changes: `const [ref, size] = useSize()`. */
export function useSize(): [ref: (element: HTMLElement | null) => (() => void) | undefined, size: Size] {
	const [size, setSize] = useState<Size>({ width: 0, height: 0 });
	const ref = useCallback((element: HTMLElement | null) => {
		if (element === null) return;
		const observer = new ResizeObserver(([entry]) => {
			if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
		});
		observer.observe(element);
		return () => observer.disconnect();
	}, []);
	return [ref, size];
}
