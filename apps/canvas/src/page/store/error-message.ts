import type { Message } from "../../contract";
import { RefusedError } from "./fetch-answer";

/** What went wrong with a fetch, as a message: by its code where the server refused. */
export const messageOf = (error: Error): Message => ({
	severity: "error",
	key: error instanceof RefusedError ? error.code : "FAILED",
	values: {},
	text: error.message,
});
