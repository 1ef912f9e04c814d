/**
 * The environment for a package manager in a project of its own: without any setting of the one that started this process, but for where packages come from.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function packageManagerEnvironment() {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^npm_|^pnpm_/i.test(name) || /registry|userconfig|cache/i.test(name),
	);
	return { ...Object.fromEntries(inherited), CI: "1", npm_config_audit: "false", npm_config_fund: "false" };
}
