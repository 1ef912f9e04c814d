import { AllyeError } from "@allye/receiver";

/** The page asked for something that makes no sense. */
export const refuse = (message: string): AllyeError => new AllyeError("INVALID_ARGUMENT", message);
