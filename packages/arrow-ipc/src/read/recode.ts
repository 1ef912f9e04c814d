import type { Kernels } from "../kernels";
import { yieldTurn } from "./turn";

const PIECE = 1 << 17;

/** Marks a value that a Recode makes missing, until its rows have been counted. */
export const LOST = -2;

/** What `recoded` makes of a value's code. */
export function recodedAs(recoded: Int32Array, code: number): number {
	const recodedCode = recoded[code] ?? -1;
	return recodedCode < 0 ? LOST : recodedCode;
}

/** Makes {@link LOST} missing; returns how many were. */
export function countLost(codes: Int32Array): number {
	let lost = 0;
	for (let i = 0; i < codes.length; i++) {
		if (codes[i] !== LOST) continue;
		codes[i] = -1;
		lost++;
	}
	return lost;
}

/** codes[i] becomes codeOf[codes[i]]; what is LOST there becomes missing and is counted. */
export async function recodeAll(
	codes: Int32Array,
	codeOf: Int32Array,
	kernels: Kernels | null,
): Promise<number> {
	if (kernels !== null) return kernels.recode(codes, codeOf);
	let lost = 0;
	for (let from = 0; from < codes.length; from += PIECE) {
		const piece = codes.subarray(from, from + PIECE);
		for (let i = 0; i < piece.length; i++) if (piece[i]! >= 0) piece[i] = codeOf[piece[i]!]!;
		lost += countLost(piece);
		await yieldTurn();
	}
	return lost;
}
