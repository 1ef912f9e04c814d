import { library } from "../../tsup.base";

export default library({
	entry: {
		index: "src/index.ts",
		"portable-codecs": "src/portable-codecs.ts",
		apache: "src/apache/index.ts",
	},
});
