import listAgain from "./list-again.mjs";

/** Listing again after one more line of a long manifest, and of one of a tenth of its lines, in turn: how much longer the first takes. */
export default async function listGrowth({ secretDir, shorter }) {
	const manifests = [];
	for (const dir of [secretDir, shorter]) {
		const { work, after, values } = await listAgain({ secretDir: dir });
		manifests.push({ work, after, values, least: Number.POSITIVE_INFINITY });
	}
	return {
		async work() {
			for (const manifest of manifests) {
				const start = performance.now();
				await manifest.work();
				manifest.least = Math.min(manifest.least, performance.now() - start);
				manifest.after();
			}
		},
		values() {
			for (const { values } of manifests) values();
			return { ratio: manifests[0].least / manifests[1].least };
		},
	};
}
