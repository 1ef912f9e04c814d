import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
	root: "src/page",
	// The page is served under a path with a secret in it: everything it asks for is relative.
	base: "./",
	plugins: [react()],
	build: { outDir: "../../dist/page", emptyOutDir: true, chunkSizeWarningLimit: 1500 },
});
