import { spawnSync } from "node:child_process";

/** Whether this machine has a C compiler, as the addon's build needs one too. */
export function hasCompiler(): boolean {
	return spawnSync("cc", ["--version"]).status === 0;
}
