#include "decode-ranges.h"

#include <algorithm>
#include <cstring>

// What is not wanted, and short ranges, go here: one zstd block, or two of LZ4's usual ones.
static constexpr size_t kScratch = 128 * 1024;

// From here on a range is decoded to where it shall lie.
static constexpr uint64_t kDirect = 32 * 1024;

size_t decodeRanges(Stream &stream, uint64_t &position, Compressed &input, const std::vector<DecodedRange> &ranges, ByteView output) {
	thread_local const std::unique_ptr<uint8_t[]> scratch(new uint8_t[kScratch]);
	ByteView from{nullptr, 0};
	bool ended = false;
	// Decodes at least a byte into `to`, or finds the end.
	const auto decode = [&](ByteView to) -> size_t {
		for (;;) {
			input.proceed();
			const size_t made = stream.step(from, to);
			position += made;
			if (made > 0 || ended || from.size > 0) return made;
			from = input.next();
			ended = from.size == 0;
		}
	};

	size_t filled = 0;
	const uint64_t last = ranges.empty() ? 0 : ranges.back().end;
	for (size_t next = 0; next < ranges.size();) {
		const DecodedRange &range = ranges[next];
		if (range.end <= position) {
			next++;
			continue;
		}
		if (range.start <= position && range.end - position >= kDirect) {
			const size_t made = decode({output.data + filled, static_cast<size_t>(range.end - position)});
			if (made == 0) break;
			filled += made;
			continue;
		}
		const uint64_t begin = position;
		const size_t made = decode({scratch.get(), static_cast<size_t>(std::min<uint64_t>(last - position, kScratch))});
		if (made == 0) break;
		for (size_t each = next; each < ranges.size() && ranges[each].start < position; each++) {
			const uint64_t start = std::max(begin, ranges[each].start);
			const uint64_t end = std::min(position, ranges[each].end);
			if (start >= end) continue;
			std::memcpy(output.data + filled, scratch.get() + (start - begin), static_cast<size_t>(end - start));
			filled += static_cast<size_t>(end - start);
		}
	}
	input.giveBack(from.size);
	return filled;
}
