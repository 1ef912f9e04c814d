import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** A package registry on loopback that holds our own packages, as they would be published, and nothing else. */
export interface LocalRegistry extends AsyncDisposable {
	readonly url: string;
}

interface Packed {
	manifest: { name: string; version: string };
	file: string;
}

/** Packs every published package into `directory`, as `pnpm publish` would, and serves them. */
export async function startLocalRegistry(directory: string): Promise<LocalRegistry> {
	mkdirSync(directory, { recursive: true });
	const packages = await Promise.all(
		readdirSync(join(root, "packages")).map((name) =>
			pack(join(root, "packages", name), join(directory, name)),
		),
	);
	const byName = new Map(packages.map((packed) => [packed.manifest.name, packed]));
	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname).slice(1);
		const tarballOf = path.endsWith(".tgz") ? path.slice(0, -".tgz".length) : null;
		const packed = byName.get(tarballOf ?? path);
		if (!packed) return void response.writeHead(404).end("{}");
		if (tarballOf) return void response.end(readFileSync(packed.file));
		response.setHeader("content-type", "application/json").end(JSON.stringify(packument(packed, url())));
	});
	const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: url(),
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function pack(source: string, target: string): Promise<Packed> {
	mkdirSync(target);
	const pnpm = join(root, "node_modules", "pnpm", "bin", "pnpm.cjs");
	await run(process.execPath, [pnpm, "pack", "--pack-destination", target], {
		cwd: source,
		// With the addon of this machine alone; all of them are `pnpm release`'s.
		env: { ...process.env, ALLYE_PACK: "host" },
	});
	const file = join(target, readdirSync(target)[0]);
	const { stdout } = await run("tar", ["-xzOf", file, "package/package.json"]);
	return { manifest: JSON.parse(stdout), file };
}

/** What a registry answers about a package with one version. */
function packument({ manifest, file }: Packed, url: string) {
	const { name, version } = manifest;
	const integrity = `sha512-${createHash("sha512").update(readFileSync(file)).digest("base64")}`;
	const dist = { tarball: `${url}/${name}.tgz`, integrity };
	return {
		name,
		"dist-tags": { latest: version },
		versions: { [version]: { ...manifest, dist } },
		time: { [version]: "2020-01-01T00:00:00.000Z" },
	};
}
