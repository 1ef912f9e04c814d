/** An Error as the addon makes them: with an errno code, and with what was being done. */
export function nativeError(code: string, reason: string, syscall: string, options?: ErrorOptions): Error {
	return Object.assign(new Error(`${code}: ${reason}, ${syscall}`, options), { code, syscall });
}
