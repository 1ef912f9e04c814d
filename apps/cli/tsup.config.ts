import { library } from "../../tsup.base";

export default library({ entry: ["src/allye.ts"], dts: false });
