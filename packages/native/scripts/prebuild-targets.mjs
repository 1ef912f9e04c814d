/** The systems that a packed @allye/native carries an addon for: the folder under prebuilds/, and what zig calls it. */
export const PREBUILD_TARGETS = [
	// glibc 2.28: Debian 10, RHEL 8, and what Node 20's own binaries need.
	{ target: "linux-x64", zig: "x86_64-linux-gnu.2.28" },
	{ target: "linux-arm64", zig: "aarch64-linux-gnu.2.28" },
	{ target: "linux-x64-musl", zig: "x86_64-linux-musl" },
	{ target: "linux-arm64-musl", zig: "aarch64-linux-musl" },
	{ target: "darwin-x64", zig: "x86_64-macos.11.0" },
	{ target: "darwin-arm64", zig: "aarch64-macos.11.0" },
	{ target: "win32-x64", zig: "x86_64-windows-gnu" },
	{ target: "win32-arm64", zig: "aarch64-windows-gnu" },
];

/** The newest glibc that a target's addon may need, 2.28 as 228; musl has none. */
export const newestGlibc = (target) => (target.endsWith("-musl") ? 0 : 228);
