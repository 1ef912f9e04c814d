import { join } from "node:path";
import { ROOT } from "./step.mjs";

/**
 * @typedef {object} PackageManager
 * @property {string} name
 * @property {string[]} command what runs it
 * @property {string[]} add the words before a package's name
 * @property {(registry: string) => Record<string, string>} files what a project needs so that it takes `@allye` packages from `registry`
 */

const npmrc = (registry) => ({ ".npmrc": `@allye:registry=${registry}/\n` });
const yarnrc = (registry) => ({
	".yarnrc.yml": [
		"nodeLinker: node-modules",
		"enableTelemetry: false",
		"enableImmutableInstalls: false",
		"unsafeHttpWhitelist: ['127.0.0.1']",
		`npmScopes: { allye: { npmRegistryServer: '${registry}' } }`,
		"",
	].join("\n"),
	"yarn.lock": "",
});
const bunfig = (registry) => ({ "bunfig.toml": `[install.scopes]\nallye = "${registry}/"\n` });

/** @type {readonly PackageManager[]} */
export const PACKAGE_MANAGERS = [
	{ name: "npm", command: ["npm"], add: ["install"], files: npmrc },
	{
		name: "pnpm 10",
		command: [process.execPath, join(ROOT, "node_modules/pnpm/bin/pnpm.cjs")],
		add: ["add"],
		files: npmrc,
	},
	{ name: "pnpm latest", command: ["npx", "-y", "pnpm@latest"], add: ["add"], files: npmrc },
	{ name: "yarn 4", command: ["npx", "-y", "@yarnpkg/cli-dist@4"], add: ["add"], files: yarnrc },
	{ name: "bun", command: ["npx", "-y", "bun@1"], add: ["add"], files: bunfig },
];
