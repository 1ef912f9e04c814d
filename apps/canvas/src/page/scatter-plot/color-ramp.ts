/**
 * Colours of equal steps in lightness, from "little" to "much": a straight line in OKLCH, so that equal differences look equal. Hex, for
 * drawing on white, or on black.
 */
export function colorRamp(count: number, onDark: boolean): string[] {
	return Array.from({ length: count }, (_, i) => {
		const t = count === 1 ? 0.5 : i / (count - 1);
		// Towards the ground's own lightness is "little".
		const lightness = onDark ? 0.45 + 0.5 * t : 0.82 - 0.54 * t;
		const hue = onDark ? 285 - 180 * t : 110 + 175 * t;
		return hexOfOklch(lightness, 0.13, hue);
	});
}

/** Björn Ottosson's OKLab to sRGB; what a screen cannot show is clipped. */
function hexOfOklch(lightness: number, chroma: number, hue: number): string {
	const a = chroma * Math.cos((hue * Math.PI) / 180);
	const b = chroma * Math.sin((hue * Math.PI) / 180);
	const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
	const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
	const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
	const linear = [
		4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
		-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
		-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
	];
	return `#${linear.map((value) => hexByte(value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)).join("")}`;
}

const hexByte = (value: number) =>
	Math.round(Math.min(1, Math.max(0, value || 0)) * 255)
		.toString(16)
		.padStart(2, "0");
