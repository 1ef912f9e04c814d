import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/contract";
import { shownState } from "../../src/page/receiver/shown-state";

test("a send that goes on for longer than the option says is shown as one whose sender died: by default a minute", () => {
	const { staleAfterSeconds } = DEFAULT_SETTINGS.receiver;
	expect(staleAfterSeconds).toBe(60);
	const sending = { state: "sending", createdAt: 1_000_000 } as const;
	expect(shownState(sending, staleAfterSeconds, 1_060_000)).toBe("sending");
	expect(shownState(sending, staleAfterSeconds, 1_060_001)).toBe("sender-died");
	expect(shownState(sending, 600, 1_060_001)).toBe("sending");
	expect(shownState({ ...sending, state: "ready" }, 60, 9e9)).toBe("ready");
	expect(shownState({ ...sending, state: "sender-died" }, 600, 1_000_001)).toBe("sender-died");
});
