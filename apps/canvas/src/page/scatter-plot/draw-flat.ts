import type { PlotPoints } from "../../contract";
import type { PointLook } from "./point-look";

/** Points that cannot be moved, for browsers without WebGL. */
export function drawFlat(
	canvas: HTMLCanvasElement,
	width: number,
	height: number,
	{ xs, ys }: PlotPoints,
	{ colors, color, sizes, size, opacity }: PointLook,
	picked: readonly number[],
): void {
	canvas.width = width * devicePixelRatio;
	canvas.height = height * devicePixelRatio;
	const pen = canvas.getContext("2d");
	if (pen === null) return;
	pen.scale(devicePixelRatio, devicePixelRatio);
	const isPicked = new Set(picked);
	for (let i = 0; i < xs.length; i += 1) {
		const side = sizes[size?.[i] ?? 0] ?? 2;
		pen.globalAlpha = isPicked.size === 0 || isPicked.has(i) ? opacity : opacity / 4;
		pen.fillStyle = colors[color?.[i] ?? 0] ?? "gray";
		const x = ((xs[i] as number) / 1.12 + 1) * (width / 2);
		const y = (1 - (ys[i] as number) / 1.12) * (height / 2);
		pen.fillRect(x - side / 2, y - side / 2, side, side);
	}
}
