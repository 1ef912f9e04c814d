import { library } from "../../tsup.base";

export default library({ entry: { index: "src/index.ts", contract: "src/contract/index.ts" } });
