import { node } from "../target.mjs";

export default async () => ({
	id: "T11",
	what: "import of @allye/receiver; its installed size",
	repeats: 1,
	ours: node("import", "import-receiver", {}),
	checks: [
		{ what: "min ms", atMost: 60 },
		{ what: "unpacked MB", atMost: 25 },
	],
	others: [node("import of plain apache-arrow", "import-arrow", {})],
});
