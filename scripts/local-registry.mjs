import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/**
 * A package registry on loopback that holds these packages, as they would be published, and nothing else.
 *
 * @param {import("./pack-packages.mjs").PackedPackage[]} packages
 * @returns {Promise<{ url: string, npmrc: string, close(): Promise<void> }>} npmrc: the line that sends a project's `@allye` packages there
 */
export async function startLocalRegistry(packages) {
	const byName = new Map(packages.map((packed) => [packed.manifest.name, packed]));
	const server = createServer((request, response) => {
		const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname).slice(1);
		const tarballOf = path.endsWith(".tgz") ? path.slice(0, -".tgz".length) : null;
		const packed = byName.get(tarballOf ?? path);
		if (!packed) return void response.writeHead(404).end("{}");
		if (tarballOf) return void response.end(readFileSync(packed.file));
		response.setHeader("content-type", "application/json").end(JSON.stringify(packument(packed, url)));
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${server.address().port}`;
	return {
		url,
		npmrc: `@allye:registry=${url}/\n`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** What a registry answers about a package with one version. */
function packument({ manifest, file }, url) {
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
