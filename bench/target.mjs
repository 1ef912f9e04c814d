/**
 * One line of the table of targets.
 *
 * @typedef {object} Target
 * @property {string} id "T2"
 * @property {string} what
 * @property {import("./measure.mjs").Contender} ours
 * @property {import("./measure.mjs").Contender[]} [peers]
 * @property {import("./measure.mjs").Contender[]} [others] Of ours, measured beside it for comparison: without the addon, for example.
 * @property {import("./measure.mjs").Contender} [limit] What the machine needs for what cannot be avoided: decoding, reading.
 * @property {Check[]} [checks]
 * @property {number} [repeats] Times that each process does the work; 3 by default.
 * @property {number} [processes] Times as many processes of each contender as of other targets.
 *
 * @typedef {object} Check An absolute limit to ours.
 * @property {string} what "min ms", "median ms", "peak MB", "% of the limit's speed", or the name of another figure that the work gives.
 * @property {number} [atMost]
 * @property {number} [atLeast]
 *
 * @typedef {object} Row One line of the report.
 * @property {string} id
 * @property {string} what
 * @property {string} node Version of the Node that ran ours.
 * @property {string} ours
 * @property {string} peer
 * @property {string} peers
 * @property {string} ratio
 * @property {string} target
 * @property {string} verdict "reached", "falls short", "not there yet", "not run"; "" where there is no target
 *
 * @typedef {object} Distance How far ours is from the limit.
 * @property {string} id
 * @property {string} what
 * @property {string} node
 * @property {string} ours
 * @property {string} limit
 * @property {string} least
 * @property {string} share
 */

/** @param {string} name @param {string} work @param {object} args @param {Record<string, string>} [env] */
export const node = (name, work, args, env) => ({ name, program: "node", work, args, env });

/** @param {string} name @param {string} work @param {object} args @param {number} [atLeast] */
export const python = (name, work, args, atLeast) => ({ name, program: "python", work, args, atLeast });

/** What we do where the addon does not load. @param {import("./measure.mjs").Contender} ours */
export const withoutAddon = ({ work, args }) =>
	node("ours without the addon", work, args, { ALLYE_NATIVE: "off" });

const SHARE = "% of the limit's speed";

/**
 * The report's rows of one target.
 *
 * @param {Target} target
 * @param {{ ours: { version: string, result: import("./measure.mjs").Result }[], peers: import("./measure.mjs").Result[], others:
 *   import("./measure.mjs").Result[], limit?: import("./measure.mjs").Result }} results `ours` by each Node
 * @returns {Row[]}
 */
export function rowsOf(target, results) {
	return results.ours.flatMap(({ version, result }, i) => {
		const { id, what, peers = [], others = [], checks = [] } = target;
		const row = (rest) => ({
			id,
			what,
			node: version,
			ours: timeText(result),
			peer: "",
			peers: "",
			ratio: "",
			target: "",
			verdict: "",
			...rest,
		});
		if (result.missing) {
			const verdict = result.failed ? result.missing : `not there yet: ${result.missing}`;
			return [row({ ours: "", target: targetText(target), verdict })];
		}
		const compared = (contenders, measured) =>
			contenders.map((each, j) => row({ peer: each.name, ...comparison(result, measured[j], each.atLeast) }));
		return [
			...compared(peers, results.peers),
			...checks.map((check) => row(checked(result, check, results.limit))),
			// They are measured with one Node only.
			...(i === 0 ? compared(others, results.others) : []),
		];
	});
}

/** @param {Target} target @param {Parameters<typeof rowsOf>[1]} results @returns {Distance[]} */
export function distancesOf({ id, what, limit }, results) {
	if (!limit || results.limit.missing) return [];
	return results.ours
		.filter(({ result }) => !result.missing)
		.map(({ version, result }) => ({
			id,
			what,
			node: version,
			ours: `${shown(result.min)} ms`,
			limit: limit.name,
			least: `${shown(results.limit.min)} ms`,
			share: `${shareOf(result, results.limit).toFixed(0)} %`,
		}));
}

const shareOf = (ours, limit) => (100 * limit.min) / ours.min;

function comparison(ours, peer, atLeast) {
	const target = atLeast === undefined ? "" : `≥ ${atLeast}×`;
	if (peer.missing) return { peers: peer.missing, target, verdict: target && "not run" };
	const ratio = peer.min / ours.min;
	const verdict = ratio >= atLeast ? "reached" : "falls short";
	return { peers: timeText(peer), ratio: `${ratio.toFixed(2)}×`, target, verdict: target && verdict };
}

function checked(ours, { what, atMost, atLeast }, limit) {
	const figures = {
		"min ms": ours.min,
		"median ms": ours.median,
		"peak MB": ours.peakMB,
		[SHARE]: limit && !limit.missing ? shareOf(ours, limit) : undefined,
		...ours.values,
	};
	const value = figures[what];
	const target = atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`;
	if (value === undefined || value === null) return { ours: what, target, verdict: "not run" };
	const isReached = atMost === undefined ? value >= atLeast : value <= atMost;
	const memory = what === "peak MB" ? "" : ` (${ours.peakMB.toFixed(0)} MB)`;
	return {
		ours: `${what}: ${shown(value)}${memory}`,
		target,
		verdict: isReached ? "reached" : "falls short",
	};
}

function targetText({ peers = [], checks = [] }) {
	return [
		...peers.filter(({ atLeast }) => atLeast).map(({ atLeast, name }) => `≥ ${atLeast}× ${name}`),
		...checks.map(({ what, atMost, atLeast }) =>
			atMost === undefined ? `${what} ≥ ${atLeast}` : `${what} ≤ ${atMost}`,
		),
	].join(", ");
}

function timeText({ missing, min, median, peakMB }) {
	if (missing) return missing;
	const digits = min < 10 ? 2 : 0;
	return `${min.toFixed(digits)} / ${median.toFixed(digits)} ms, ${peakMB.toFixed(0)} MB`;
}

const shown = (value) => value.toFixed(value < 1 ? 3 : value < 10 ? 2 : 0);
