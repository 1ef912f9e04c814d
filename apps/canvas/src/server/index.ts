export type * from "../contract";
export { Canvas, type CanvasOptions } from "./canvas";
export { type ServedCanvas, type ServeOptions, serveCanvas } from "./http/serve-canvas";
export { runCanvas } from "./run-canvas";
