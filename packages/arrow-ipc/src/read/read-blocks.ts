import type { ByteSource } from "@allye/protocol/contract";
import { throwIfAborted } from "@allye/protocol/contract";
import { inOrder } from "./in-order";

/** Reads under way at once, for as long as all blocks together have no more bytes than {@link MUCH}. */
const AT_ONCE = 16;
/** Blocks that overlap could claim the whole payload many times over. */
const MUCH = 16 * 1024 * 1024;
/** Blocks that lie within so many bytes are read together. */
const SPAN = 16 * 1024;

/** Where the metadata of one message lies. */
interface Metadata {
	readonly offset: number;
	readonly metadataLength: number;
}

/** Blocks that one read gets; without bytes where its only block is none. */
interface Group {
	readonly blocks: Metadata[];
	readonly offset: number;
	end: number;
}

/**
 * The metadata of a file's blocks, in their order, as memory of their own: of small batches many by one read, of large ones several at once. Null for
 * those that `isBlock` says are none.
 *
 * @throws what the source throws; ABORTED
 */
export async function* readBlocks<Block extends Metadata>(
	source: ByteSource,
	blocks: readonly Block[],
	isBlock: (block: Block) => boolean,
	signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array | null, void, undefined> {
	const groups = grouped(blocks, isBlock);
	const all = groups.reduce((sum, { offset, end }) => sum + end - offset, 0);
	const read = async (group: Group) => {
		throwIfAborted(signal, "Opening a table");
		const { offset, end } = group;
		return { group, bytes: end === offset ? null : await source.read(offset, end - offset, { signal }) };
	};
	for await (const { group, bytes } of inOrder(groups, all <= MUCH ? AT_ONCE : 1, read)) {
		for (const { offset, metadataLength } of group.blocks) {
			const at = offset - group.offset;
			yield bytes === null || group.blocks.length === 1 ? bytes : bytes.slice(at, at + metadataLength);
		}
	}
}

function grouped<Block extends Metadata>(
	blocks: readonly Block[],
	isBlock: (block: Block) => boolean,
): Group[] {
	const groups: Group[] = [];
	let last: Group | undefined;
	for (const block of blocks) {
		const { offset, metadataLength } = block;
		const end = offset + metadataLength;
		if (!isBlock(block)) {
			groups.push({ blocks: [block], offset: 0, end: 0 });
			last = undefined;
		} else if (last !== undefined && offset >= last.offset && end <= last.offset + SPAN) {
			last.blocks.push(block);
			last.end = Math.max(last.end, end);
		} else {
			last = { blocks: [block], offset, end };
			groups.push(last);
		}
	}
	return groups;
}
