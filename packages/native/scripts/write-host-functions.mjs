/**
 * Windows only: writes the Node-API functions as jumps through a table, and what fills the table from the running executable.
 *
 * An import library would name node.exe, and the addon would not load into Electron or another host of another name. The linker's
 * delayed loading would do, but its support code is not everywhere. So each function is one jump, and the table is filled when the addon is loaded,
 * before any of them can be called.
 */
import { readFileSync, writeFileSync } from "node:fs";

const DEFINITIONS = ["js_native_api", "node_api"].map(
	(name) => `node_modules/node-api-headers/def/${name}.def`,
);

/** Writes `<folder>/host-functions.S` and `<folder>/host-functions.cpp`; only where they differ, so that nothing is compiled again for nothing. */
export function writeHostFunctions(folder, architecture) {
	const names = [...new Set(DEFINITIONS.flatMap(exportsOf))].sort();
	const files = [`${folder}/host-functions.S`, `${folder}/host-functions.cpp`];
	writeIfChanged(files[0], jumps(names, architecture));
	writeIfChanged(files[1], table(names));
	return files;
}

function exportsOf(file) {
	const lines = readFileSync(file, "utf8").split(/\r?\n/);
	return lines
		.slice(lines.indexOf("EXPORTS") + 1)
		.map((line) => line.trim())
		.filter(Boolean);
}

const jumps = (names, architecture) =>
	[
		"\t.text",
		...names.flatMap((name, index) => [
			`\t.globl ${name}`,
			"\t.p2align 4",
			`${name}:`,
			...(architecture === "arm64"
				? [
						"\tadrp x16, allye_host_functions",
						"\tadd x16, x16, :lo12:allye_host_functions",
						`\tldr x16, [x16, #${8 * index}]`,
						"\tbr x16",
					]
				: [`\tjmpq *allye_host_functions+${8 * index}(%rip)`]),
		]),
		"",
	].join("\n");

const table = (names) => `#include <windows.h>

// Filled while the system's loader lock is held: GetModuleHandle and GetProcAddress of what is loaded already are allowed then.
extern "C" {
void *allye_host_functions[${names.length}];
}

namespace {
const char *const kNames[] = {
${names.map((name) => `    "${name}",`).join("\n")}
};

// What an older host does not have: the addon asks for a version of the interface that has all it calls.
void missing() { __fastfail(FAST_FAIL_FATAL_APP_EXIT); }

struct FillTable {
  FillTable() {
    const HMODULE modules[] = {GetModuleHandleW(nullptr), GetModuleHandleW(L"libnode.dll")};
    for (size_t i = 0; i < ${names.length}; i++) {
      allye_host_functions[i] = reinterpret_cast<void *>(&missing);
      for (HMODULE module : modules) {
        if (module == nullptr) continue;
        if (FARPROC found = GetProcAddress(module, kNames[i])) {
          allye_host_functions[i] = reinterpret_cast<void *>(found);
          break;
        }
      }
    }
  }
} fill_table;
} // namespace
`;

function writeIfChanged(file, text) {
	try {
		if (readFileSync(file, "utf8") === text) return;
	} catch {
		// It is not there yet.
	}
	writeFileSync(file, text);
}
