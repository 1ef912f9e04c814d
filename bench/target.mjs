/**
 * One line of the table of targets.
 *
 * @typedef {object} Target
 * @property {string} id "T2"
 * @property {string} what
 * @property {import("./measure.mjs").Contender} ours
 * @property {import("./measure.mjs").Contender[]} [peers]
 * @property {import("./measure.mjs").Contender[]} [others] Of ours, measured beside it for comparison: without the addon, for example.
 * @property {Check[]} [checks]
 * @property {number} [repeats] Times that each process does the work; 3 by default.
 *
 * @typedef {object} Check An absolute limit to ours.
 * @property {string} what "min ms", "median ms", "peak MB", or the name of another figure that the work gives.
 * @property {number} atMost
 *
 * @typedef {object} Row One line of the report.
 * @property {string} id
 * @property {string} what
 * @property {string} ours
 * @property {string} peer
 * @property {string} peers
 * @property {string} ratio
 * @property {string} target
 * @property {string} verdict "reached", "falls short", "not there yet", "not run"; "" where there is no target
 */

/** @param {string} name @param {string} work @param {object} args @param {Record<string, string>} [env] */
export const node = (name, work, args, env) => ({ name, program: "node", work, args, env });

/** @param {string} name @param {string} work @param {object} args @param {number} [atLeast] */
export const python = (name, work, args, atLeast) => ({ name, program: "python", work, args, atLeast });

/**
 * The report's rows of one target.
 *
 * @param {Target} target
 * @param {import("./measure.mjs").Result[]} results of ours, then of the peers, then of the others
 * @returns {Row[]}
 */
export function rowsOf(target, [ours, ...rest]) {
	const { id, what, peers = [], others = [], checks = [] } = target;
	const row = (rest) => ({
		id,
		what,
		ours: timeText(ours),
		peer: "",
		peers: "",
		ratio: "",
		target: "",
		...rest,
	});
	if (ours.missing)
		return [row({ ours: "", target: targetText(target), verdict: `not there yet: ${ours.missing}` })];
	return [
		...peers.map((peer, i) => row({ peer: peer.name, ...comparison(ours, rest[i], peer.atLeast) })),
		...checks.map((check) => row({ peer: "", ...checked(ours, check) })),
		...others.map((other, i) => row({ peer: other.name, ...comparison(ours, rest[peers.length + i]) })),
	];
}

function comparison(ours, peer, atLeast) {
	const target = atLeast === undefined ? "" : `≥ ${atLeast}×`;
	if (peer.missing) return { peers: peer.missing, target, verdict: target && "not run" };
	const ratio = peer.min / ours.min;
	const verdict = ratio >= atLeast ? "reached" : "falls short";
	return { peers: timeText(peer), ratio: `${ratio.toFixed(2)}×`, target, verdict: target && verdict };
}

function checked(ours, { what, atMost }) {
	const figures = {
		"min ms": ours.min,
		"median ms": ours.median,
		"peak MB": ours.peakMB,
		...ours.values,
	};
	const value = figures[what];
	const shown = value < 10 ? value.toFixed(2) : value.toFixed(0);
	return {
		ours: `${what}: ${shown}`,
		target: `≤ ${atMost}`,
		verdict: value <= atMost ? "reached" : "falls short",
	};
}

function targetText({ peers = [], checks = [] }) {
	return [
		...peers.filter(({ atLeast }) => atLeast).map(({ atLeast, name }) => `≥ ${atLeast}× ${name}`),
		...checks.map(({ what, atMost }) => `${what} ≤ ${atMost}`),
	].join(", ");
}

function timeText({ missing, min, median, peakMB }) {
	if (missing) return missing;
	const digits = min < 10 ? 2 : 0;
	return `${min.toFixed(digits)} / ${median.toFixed(digits)} ms, ${peakMB.toFixed(0)} MB`;
}
