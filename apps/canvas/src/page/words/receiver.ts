import { area } from "./area";

export const receiver = area({}, {});
