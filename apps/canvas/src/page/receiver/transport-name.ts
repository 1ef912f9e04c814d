/** How a payload travels, of the manifest's name for it. */
export function transportName(transport: string): "file" | "shm" | "other" {
	if (transport.startsWith("file")) return "file";
	return transport.startsWith("shm") ? "shm" : "other";
}
