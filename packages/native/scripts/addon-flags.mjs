/** Flags for every source, and for linking, by platform. GCC's and Clang's spelling; `zig cc` takes it too. */
export function addonFlags(target, root) {
	const compile = [
		"-O3",
		"-DNDEBUG",
		"-fvisibility=hidden",
		// So that the linker can leave out what nothing calls: a fifth of the addon.
		"-ffunction-sections",
		"-fdata-sections",
		// The same bytes wherever it is built.
		`-ffile-prefix-map=${root}=.`,
	];
	if (target.startsWith("linux")) {
		return {
			compile: [...compile, "-fPIC"],
			link: [
				"-shared",
				"-pthread",
				"-static-libstdc++",
				"-static-libgcc",
				"-lrt",
				"-Wl,-s",
				"-Wl,--gc-sections",
				"-Wl,-Bsymbolic",
				`-Wl,--version-script=${root}/scripts/exports.map`,
			],
		};
	}
	if (target.startsWith("darwin")) {
		return {
			compile: [...compile, "-fPIC"],
			link: ["-shared", "-Wl,-undefined,dynamic_lookup", "-Wl,-dead_strip", "-s"],
		};
	}
	return {
		compile: [...compile, "-DWIN32_LEAN_AND_MEAN", "-DNOMINMAX", "-DUNICODE"],
		link: ["-shared", "-Wl,--gc-sections", "-s"],
	};
}
