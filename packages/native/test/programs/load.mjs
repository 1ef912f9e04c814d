/** Prints what loadNative() throws and nativeLoadFailure() says. */
import { loadNative, nativeLoadFailure } from "../../dist/index.js";

try {
	loadNative();
} catch ({ code, message }) {
	console.log(code);
	console.log(message);
}
console.log(JSON.stringify(nativeLoadFailure()?.tried));
