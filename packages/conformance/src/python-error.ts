/** Something that Python raised, or the end of its process (`type` "ProcessExit"). */
export class PythonError extends Error {
	override readonly name = "PythonError";
	/** The class that Python raised: "KeyError", "ArrowInvalid". */
	readonly type: string;
	/** Python's own traceback, or what the process wrote to stderr. */
	readonly traceback: string;

	constructor(type: string, message: string, traceback: string) {
		super(`${type}: ${message}`);
		this.type = type;
		this.traceback = traceback;
	}
}
