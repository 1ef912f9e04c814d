#include "line-scanner.h"

#include "../failure.h"

#include <cstring>
#include <limits>

namespace {

constexpr size_t kBlock = 16;
using Block = uint8_t __attribute__((vector_size(kBlock)));

Block blockAt(const uint8_t *at) {
	Block block;
	std::memcpy(&block, at, kBlock);
	return block;
}

bool hasAt(const uint8_t *at, const uint8_t *end, const std::string &text) {
	return static_cast<size_t>(end - at) >= text.size() && std::memcmp(at, text.data(), text.size()) == 0;
}

// What is known so far of the line that begins at `start`.
struct Line {
	const uint8_t *start;
	// How often one of the keys stands in it.
	int keys = 0;
	// The texts, where the keys stand as they should.
	const uint8_t *texts = nullptr;
	const uint8_t *textsEnd = nullptr;
	// It has something by which a key could be spelled in another way, or end the line before its end.
	bool isOdd = false;
};

// The end of a text that begins at `at`: its quote, or null. Backslashes must stand in pairs or begin `\u`: in a text that is valid this leaves
// out escaped quotes.
const uint8_t *textEnd(const uint8_t *at, const uint8_t *end) {
	for (; at < end && *at != '\n'; at++) {
		if (*at == '"') return at;
		if (*at != '\\') continue;
		if (at + 1 >= end || (at[1] != '\\' && at[1] != 'u')) return nullptr;
		at++;
	}
	return nullptr;
}

} // namespace

LineScanner::LineScanner(const std::string &first, const std::string &second)
	: firstKey_("\"" + first + "\""), secondKey_("\"" + second + "\""), between_("\",\"" + second + "\":\"") {
	if (first.empty() || second.empty()) throw Failure("EINVAL", "it must not be empty", "argument name");
}

ScannedLines LineScanner::scan(ByteView piece) {
	if (piece.size > static_cast<size_t>(std::numeric_limits<int32_t>::max())) throw Failure("EINVAL", "it is too long", "argument piece");
	const uint8_t *const begin = piece.data;
	const uint8_t *const end = begin + piece.size;
	const uint8_t first = static_cast<uint8_t>(firstKey_[1]);
	const uint8_t second = static_cast<uint8_t>(secondKey_[1]);
	ScannedLines lines;
	std::vector<uint8_t> texts;
	std::vector<int32_t> ends{0};
	Line line{begin};

	const auto finish = [&](const uint8_t *lineEnd) {
		const bool isSure = line.keys == 1 && line.texts != nullptr && !line.isOdd;
		if (line.keys > 0 || line.isOdd) {
			lines.starts.push_back(static_cast<int32_t>(line.start - begin));
			lines.lengths.push_back(static_cast<int32_t>(lineEnd - line.start));
			lines.codes.push_back(isSure ? 0 : -1);
		}
		if (isSure) {
			texts.insert(texts.end(), line.texts, line.textsEnd);
			ends.push_back(static_cast<int32_t>(texts.size()));
		}
	};
	const auto countKey = [&](const uint8_t *at) {
		// The second key, where it was found as it should be.
		if (line.textsEnd != nullptr && at < line.textsEnd) return;
		if (hasAt(at, end, firstKey_)) {
			line.keys++;
			const uint8_t *const texts = at + firstKey_.size() + 2;
			if (line.keys > 1 || end - at < static_cast<ptrdiff_t>(firstKey_.size() + 2) || texts[-2] != ':' || texts[-1] != '"') return;
			const uint8_t *const firstEnd = textEnd(texts, end);
			if (firstEnd == nullptr || !hasAt(firstEnd, end, between_)) return;
			line.textsEnd = textEnd(firstEnd + between_.size(), end);
			if (line.textsEnd != nullptr) line.texts = texts;
		} else if (hasAt(at, end, secondKey_)) {
			line.keys++;
		}
	};
	const auto look = [&](const uint8_t *at) {
		switch (*at) {
		case '\n':
			finish(at > line.start && at[-1] == '\r' ? at - 1 : at);
			line = Line{at + 1};
			break;
		case '\r':
			// Anywhere else it ends a line too.
			if (at + 1 < end && at[1] != '\n') line.isOdd = true;
			break;
		case '\\':
			// Only `\u00..` up to `\u007f` can spell a letter of a key.
			if (end - at < 5 || (at[1] == 'u' && at[2] == '0' && at[3] == '0' && at[4] < '8')) line.isOdd = true;
			break;
		default:
			countKey(at);
		}
	};

	const uint8_t *at = begin;
	for (; end - at > static_cast<ptrdiff_t>(kBlock); at += kBlock) {
		const Block here = blockAt(at);
		const Block next = blockAt(at + 1);
		const auto found = (here == '\n') | (here == '\r') | (here == '\\') | ((here == '"') & ((next == first) | (next == second)));
		uint64_t words[2];
		std::memcpy(words, &found, sizeof(words));
		if ((words[0] | words[1]) == 0) continue;
		for (size_t half = 0; half < 2; half++) {
			for (uint64_t left = words[half]; left != 0;) {
				// A byte that was found is 0xff.
				const int byte = __builtin_ctzll(left) / 8;
				left &= ~(uint64_t{0xff} << (8 * byte));
				look(at + 8 * half + byte);
			}
		}
	}
	for (; at < end; at++) {
		if (*at == '\n' || *at == '\r' || *at == '\\' || *at == '"') look(at);
	}
	if (line.start < end) finish(end[-1] == '\r' ? end - 1 : end);

	const std::vector<int32_t> known = texts_.ends();
	std::vector<int32_t> codes(ends.size() - 1);
	texts_.encode({texts.data(), texts.size()}, ends.data(), codes.size(), nullptr, codes.data(), std::numeric_limits<double>::infinity());
	size_t sure = 0;
	for (int32_t &code : lines.codes) {
		if (code == 0) code = codes[sure++];
	}
	const std::vector<int32_t> all = texts_.ends();
	if (all.size() > known.size()) {
		const std::vector<uint8_t> bytes = texts_.bytes();
		const int32_t from = known.back();
		lines.bytes.assign(bytes.begin() + from, bytes.end());
		for (size_t i = known.size() - 1; i < all.size(); i++) lines.offsets.push_back(all[i] - from);
	} else {
		lines.offsets.push_back(0);
	}
	return lines;
}
