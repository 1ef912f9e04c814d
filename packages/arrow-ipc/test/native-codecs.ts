import { loadNative } from "@allye/native";
import type { Codecs } from "../src";

/** Codecs that can compress. */
export const nativeCodecs: Codecs = loadNative();
