import { area } from "./area";

/** The nodes and links in the centre. */
export const workflow = area({}, {});
