// Imported by a program before all else: prints on stderr each file that is imported from then on.
import { register } from "node:module";

const tell = `import { writeSync } from "node:fs";
export async function load(url, context, next) {
	if (url.startsWith("file:")) writeSync(2, url + "\\n");
	return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(tell)}`);
