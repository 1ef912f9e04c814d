import type { Stats } from "node:fs";
import { lstat, readlink, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { ManifestIndex, type SecretDir } from "@allye/protocol";
import type { Finding } from "./diagnosis";

/** Whether the directory is there, whose it is, and who gets at it. Changes nothing. */
export async function checkDirectory(dir: SecretDir): Promise<Finding[]> {
	const finding = (status: Finding["status"], message: string, next?: string): Finding => ({
		check: "directory",
		status,
		message,
		...(next === undefined ? {} : { next }),
	});
	const stats = await statOrNull(dir.path);
	if (stats === null)
		return [finding("note", `${dir.path} is not there yet. The first table that is sent makes it.`)];
	const findings: Finding[] = [];
	const target = await readlink(dir.path).catch(() => null);
	if (target !== null) findings.push(finding("note", `${dir.path} is a link to ${target}.`));
	for (const path of [dir.path, dir.payloadsPath, dir.manifestPath]) {
		const each = path === dir.path ? stats : await statOrNull(path);
		if (each === null) continue;
		const isFile = path === dir.manifestPath;
		if (isFile ? !each.isFile() : !each.isDirectory()) {
			findings.push(finding("problem", `${path} is no ${isFile ? "file" : "directory"}.`, "Move it away."));
			continue;
		}
		if (process.platform === "win32") continue;
		if (each.uid !== process.getuid?.())
			findings.push(
				finding(
					"problem",
					`${path} belongs to another user (uid ${each.uid}), who could read and change your tables.`,
					"Use another secret directory, or have it given to you (chown).",
				),
			);
		else if (
			path !== dir.manifestPath &&
			(each.mode & 0o077) !== 0 &&
			(path === dir.path || !isPrivate(stats))
		)
			findings.push(
				finding(
					"warning",
					`Other users can get at ${path} (mode ${(each.mode & 0o777).toString(8)}).`,
					`If that is not meant: chmod 700 '${path}'`,
				),
			);
	}
	if (!findings.some(({ status }) => status === "warning" || status === "problem"))
		findings.unshift(finding("ok", `${dir.path} is yours alone.`));
	return findings;
}

const isPrivate = ({ mode }: Stats) => (mode & 0o077) === 0;

/** Where Python and this side may not mean the same directory, and what keeps Python's notification away. */
export async function checkEnvironment(dir: SecretDir, env = process.env): Promise<Finding[]> {
	const findings: Finding[] = [];
	const add = (status: Finding["status"], message: string, next: string) =>
		findings.push({ check: "environment", status, message, next });
	if (dir.isDefault)
		findings.push({
			check: "environment",
			status: "ok",
			message: "It is the directory that Python uses too.",
		});
	else {
		const why = dir.fromEnvironment ? "ALLYE_SECRET_DIR names" : "This is";
		add(
			"note",
			`${why} ${dir.path}. allye_data_connector 0.1.2 does not read ALLYE_SECRET_DIR; by itself it uses ~/.allye_secrets.`,
			`In Python: send_dataframe(df, "name", secret_dir=${JSON.stringify(dir.path)}), and the same for get_dataframe.`,
		);
		const usual = new ManifestIndex({ manifestPath: join(homedir(), ".allye_secrets", "manifest.jsonl") });
		await usual.refresh().catch(() => false);
		const { length } = usual.tables();
		if (length > 0)
			add(
				"warning",
				`~/.allye_secrets has ${length} ${length === 1 ? "table" : "tables"} too, which are not seen here.`,
				"If Python sent them there by mistake, pass secret_dir; or look at them with --secret-dir ~/.allye_secrets.",
			);
	}
	const proxy = env.http_proxy ?? env.HTTP_PROXY;
	const without = env.no_proxy ?? env.NO_PROXY ?? "";
	if (proxy && !/\*|127\.0\.0\.1|localhost/.test(without))
		add(
			"warning",
			"http_proxy is set: Python would send its notification of the canvas there.",
			"Set no_proxy=127.0.0.1,localhost where Python runs.",
		);
	return findings;
}

async function statOrNull(path: string): Promise<Stats | null> {
	return stat(path).catch(() => lstat(path).catch(() => null));
}
