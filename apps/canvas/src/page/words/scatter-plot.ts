import { area } from "./area";

export const scatterPlot = area({}, {});
