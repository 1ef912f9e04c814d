import { library } from "../../tsup.base";

// host-target is for scripts/build-addon.mjs, which must put the addon where the loader looks.
export default library({ entry: ["src/index.ts", "src/host-target.ts"] });
