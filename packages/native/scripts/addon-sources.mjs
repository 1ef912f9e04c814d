/**
 * What the addon is made of: groups of sources that share flags. Paths are relative to the package; `include` and
 * `define` become -I and -D.
 */
export function addonSources(target) {
	const system = target.startsWith("win32")
		? ["win32"]
		: ["posix", target.startsWith("darwin") ? "apple" : "linux"];
	const zstd = "node_modules/zstd-napi/deps/zstd/lib";
	const lz4 = "node_modules/lmdb/dependencies/lz4/lib";
	const ours = {
		include: ["node_modules/node-addon-api", "node_modules/node-api-headers/include", zstd, lz4],
		flags: ["-std=c++17", "-Wall", "-Wextra", "-pthread"],
		define: {
			NAPI_VERSION: 8,
			BUILDING_NODE_EXTENSION: 1,
			// Electron forbids memory of ours in its heap; so every build does without, and what would need it does not compile.
			NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED: 1,
			// Every C++ exception becomes a JavaScript one; none crosses into Node.
			NODE_ADDON_API_CPP_EXCEPTIONS: 1,
			NODE_ADDON_API_CPP_EXCEPTIONS_ALL: 1,
			// In an environment that is ending throwing fails, which would otherwise end the process.
			NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS: 1,
			// Called directly: see write-host-functions.mjs.
			...(target.startsWith("win32") && { NAPI_EXTERN: "" }),
			...hideCodecs,
		},
	};
	const lz4Options = {
		include: [lz4],
		flags: ["-std=c11"],
		define: { ...hideCodecs, XXH_NAMESPACE: "allye_lz4_" },
	};
	return [
		{
			name: "addon",
			folders: ["addon", "addon/kernels", ...system.map((folder) => `addon/${folder}`)],
			...ours,
		},
		// It hands arguments over, once a call: small matters more than fast.
		{ name: "binding", folders: ["addon/binding"], ...ours, flags: [...ours.flags, "-Os"] },
		{
			name: "zstd",
			folders: [`${zstd}/common`, `${zstd}/compress`, `${zstd}/decompress`],
			include: [zstd],
			flags: ["-std=c11"],
			define: {
				...hideCodecs,
				XXH_NAMESPACE: "allye_zstd_",
				ZSTD_LEGACY_SUPPORT: 0,
				ZSTD_TRACE: 0,
				// Level 1 uses the fast compressor only; the others take most of the compile time.
				...Object.fromEntries(
					["DFAST", "GREEDY", "LAZY", "LAZY2", "BTLAZY2", "BTOPT", "BTULTRA"].map((name) => [
						`ZSTD_EXCLUDE_${name}_BLOCK_COMPRESSOR`,
						1,
					]),
				),
			},
		},
		// It uses what libzstd has inside.
		{
			name: "zstd-inside",
			folders: ["addon/zstd"],
			include: [zstd],
			flags: ["-std=c11", "-Wall", "-Wextra"],
			define: hideCodecs,
		},
		{
			name: "lz4",
			files: ["lz4.c", "lz4frame.c", "xxhash.c"].map((file) => `${lz4}/${file}`),
			...lz4Options,
		},
		// For levels that we never ask for, but lz4frame.c names it.
		{ name: "lz4hc", files: [`${lz4}/lz4hc.c`], ...lz4Options, flags: [...lz4Options.flags, "-Os"] },
	];
}

/** Without these the codecs' functions are exported, and bind to the copies in Node's own executable. */
const hideCodecs = {
	ZSTDLIB_VISIBLE: "",
	ZSTDERRORLIB_VISIBLE: "",
	LZ4LIB_VISIBILITY: "",
	LZ4FLIB_VISIBILITY: "",
};
