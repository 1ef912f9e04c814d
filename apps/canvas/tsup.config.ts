import { library } from "../../tsup.base";

// Vite builds the page into dist/page; clean would remove it.
export default library({ entry: ["src/server/index.ts"], outDir: "dist/server", dts: false });
