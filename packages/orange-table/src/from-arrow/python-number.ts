/** Python's `str` of a float: "1.0", "1e-05", "1e+16", "inf", "nan". */
export function floatText(value: number, bitWidth: 16 | 32 | 64 = 64): string {
	if (Number.isNaN(value)) return "nan";
	if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
	const sign = value < 0 || Object.is(value, -0) ? "-" : "";
	const [mantissa, power] = shortest(Math.abs(value), bitWidth).split("e") as [string, string];
	const digits = mantissa.replace(".", "");
	const exponent = Number(power);
	if (exponent < -4 || exponent >= 16) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
		const size = String(Math.abs(exponent)).padStart(2, "0");
		return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
	}
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
	const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
	return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** The fewest digits that read back as the same float of that width, in exponential notation. */
function shortest(value: number, bitWidth: 16 | 32 | 64): string {
	if (bitWidth === 64) return value.toExponential();
	for (let digits = 0; digits < 9; digits++) {
		const text = value.toExponential(digits);
		const back = Number(text);
		if ((bitWidth === 32 ? Math.fround(back) : nearestHalf(back)) === value) {
			return text.replace(/\.?0+e/, "e");
		}
	}
	return value.toExponential();
}

/** The half float nearest to a number, for numbers close to one. */
function nearestHalf(value: number): number {
	const exponent = value === 0 ? -14 : Math.max(-14, Math.floor(Math.log2(value)));
	const step = 2 ** (exponent - 10);
	return Math.round(value / step) * step;
}

/** Python's `str` of a Decimal: digits, and the exponent where it is over 0 or leaves more than six zeros after the point. */
export function decimalText(unscaled: bigint, scale: number): string {
	const sign = unscaled < 0n ? "-" : "";
	const digits = String(unscaled < 0n ? -unscaled : unscaled);
	const leading = digits.length - 1 - scale;
	if (scale < 0 || leading < -6) {
		const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
		return `${sign}${digits[0]}${fraction}E${leading < 0 ? "" : "+"}${leading}`;
	}
	if (scale === 0) return sign + digits;
	const padded = digits.padStart(scale + 1, "0");
	return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
