// A process of its own that appends events: node append-many.mjs <secretDir> <count> [text]. Prints the code of a failure.
import { appendEvent, resolveSecretDir } from "@allye/protocol";

// A file-size limit (ulimit -f) shall be an error of write, as a full disk is, and not the end of the process.
process.on("SIGXFSZ", () => {});
const [secretDir, count, text = ""] = process.argv.slice(2);
const dir = resolveSecretDir({ secretDir });
try {
	for (let number = 0; number < Number(count); number++) {
		await appendEvent(dir, {
			version: 1,
			id: `node-${process.pid}-${number}`,
			table_name: "shared",
			producer: "allye",
			status: "writing",
			created_at: "2026-01-01T00:00:00+0900",
			ttl_sec: null,
			payload: null,
			metadata: { text },
		});
	}
	console.log("done");
} catch (error) {
	console.log(error.code, error.message);
}
