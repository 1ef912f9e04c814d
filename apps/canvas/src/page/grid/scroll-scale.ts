/** What every browser can still lay out to the pixel: a float32 holds integers up to 2^23. */
const LONGEST = 6_000_000;
/** Pixels at both ends that scroll one to one, so that the wheel reaches the first and the last row. */
const EXACT = 1_000_000;

/**
 * Ten million rows are higher than an element may be. The scrollbar covers `scrollHeight` pixels; near both ends a pixel of it is one of
 * the content, and between them a pixel of it stands for several.
 */
export class ScrollScale {
	readonly scrollHeight: number;
	readonly #contentEnd: number;
	readonly #scrollEnd: number;

	/** Heights in pixels: of all rows, and of what is seen of them. */
	constructor(contentHeight: number, viewHeight: number) {
		this.scrollHeight = Math.min(contentHeight, LONGEST);
		this.#contentEnd = Math.max(0, contentHeight - viewHeight);
		this.#scrollEnd = Math.max(0, this.scrollHeight - viewHeight);
	}

	/** Of the content's pixel at the top, from the scrollbar's. */
	toContent(scrollTop: number): number {
		const top = clamp(scrollTop, this.#scrollEnd);
		if (top <= EXACT || this.#contentEnd === this.#scrollEnd) return top;
		const fromEnd = this.#scrollEnd - top;
		if (fromEnd <= EXACT) return this.#contentEnd - fromEnd;
		return EXACT + (top - EXACT) * this.#ratio;
	}

	toScroll(contentTop: number): number {
		const top = clamp(contentTop, this.#contentEnd);
		if (top <= EXACT || this.#contentEnd === this.#scrollEnd) return top;
		const fromEnd = this.#contentEnd - top;
		if (fromEnd <= EXACT) return this.#scrollEnd - fromEnd;
		return Math.round(EXACT + (top - EXACT) / this.#ratio);
	}

	clampContent(contentTop: number): number {
		return clamp(contentTop, this.#contentEnd);
	}

	/** Pixels of content for a pixel of the scrollbar, between the ends. */
	get #ratio(): number {
		return (this.#contentEnd - 2 * EXACT) / (this.#scrollEnd - 2 * EXACT);
	}
}

const clamp = (value: number, end: number) => Math.min(Math.max(0, value), end);
