export type * from "../contract";
