import { area } from "./area";

export const dataTable = area({}, {});
