import { area } from "./area";

export const distributions = area({}, {});
