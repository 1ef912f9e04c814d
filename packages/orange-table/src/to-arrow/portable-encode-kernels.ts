import type { EncodeKernels, TimestampUnit } from "./encode-kernels";
import { setScaledInt64 } from "./set-scaled-int64";
import { fitsNanoseconds, LAST_MICROSECOND_SECOND, nanosecondsOf } from "./split-seconds";

/** {@link EncodeKernels} in JavaScript, on the calling thread: for a browser, and for few rows, which are done before a worker thread would begin. */
export const portableEncodeKernels: EncodeKernels = {
	allocate: (bytes) => new ArrayBuffer(bytes),
	async areInt64(values) {
		return values.every(isInt64);
	},
	async toInt64(values, out) {
		// Both halves by 32-bit arithmetic, exact for every whole double: many times as quick as BigInt(value).
		const halves = halvesOf(out);
		for (let row = 0; row < values.length; row++) {
			if (!isInt64(values[row]!)) return false;
			const whole = Math.trunc(values[row]!);
			halves[row * 2] = whole;
			halves[row * 2 + 1] = Math.floor(whole / 2 ** 32);
		}
		return true;
	},
	async toValidity(values, bits) {
		return packBits(values.length, bits, (row) => !Number.isNaN(values[row]));
	},
	async toIndices(codes, values, out, bits) {
		for (let row = 0; row < codes.length; row++) {
			const code = codes[row]!;
			if (code < -1 || code >= values) return -1 - row;
			out[row] = code;
		}
		return packBits(codes.length, bits, (row) => codes[row]! >= 0);
	},
	async firstBeyond(values, limit) {
		return values.findIndex((value) => Math.abs(value) >= limit);
	},
	async toTimestamps(seconds, unit, out) {
		const halves = halvesOf(out);
		const exact = unit === "ns of decimals";
		for (let row = 0; row < seconds.length; row++) {
			const value = seconds[row]!;
			if (Number.isNaN(value)) halves.fill(0, row * 2, row * 2 + 2);
			else if (!fits(value, unit)) return false;
			else if (unit === "us") setMicroseconds(halves, row, value);
			else setScaledInt64(halves, row, Math.trunc(value), 1e9, nanosecondsOf(value, exact));
		}
		return true;
	},
	async copyTexts(offsets, bytes, outOffsets, outBytes, at) {
		const shift = at - offsets[0]!;
		for (let i = 0; i < offsets.length; i++) outOffsets[i] = offsets[i]! + shift;
		outBytes.set(bytes.subarray(offsets[0], offsets.at(-1)), at);
	},
};

/** False for NaN, as comparisons with it are. */
const isInt64 = (value: number): boolean => value >= -(2 ** 63) && value < 2 ** 63;

const halvesOf = ({ buffer, byteOffset, length }: BigInt64Array) =>
	new Int32Array(buffer, byteOffset, length * 2);

const fits = (seconds: number, unit: TimestampUnit): boolean =>
	unit === "us"
		? Math.abs(seconds) <= LAST_MICROSECOND_SECOND
		: fitsNanoseconds(seconds, unit === "ns of decimals");

function setMicroseconds(halves: Int32Array, row: number, seconds: number): void {
	const whole = Math.trunc(seconds);
	setScaledInt64(halves, row, whole, 1e6, Math.round((seconds - whole) * 1e6));
}

/** Sets bit i where `isSet(i)`, clears it else; returns how many it cleared. */
function packBits(length: number, bits: Uint8Array, isSet: (row: number) => boolean): number {
	bits.fill(0);
	let zeros = 0;
	for (let row = 0; row < length; row++) {
		if (isSet(row)) bits[row >>> 3]! |= 1 << (row & 7);
		else zeros++;
	}
	return zeros;
}
