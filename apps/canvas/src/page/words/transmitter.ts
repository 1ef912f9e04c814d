import { area } from "./area";

export const transmitter = area({}, {});
