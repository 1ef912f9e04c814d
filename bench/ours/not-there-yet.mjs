/** What is to be measured does not exist in this version; the message says what. */
export class NotThereYet extends Error {
	name = "NotThereYet";
}
