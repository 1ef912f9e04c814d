// LineScanner: finds in lines of JSON the texts of two members, the second right behind the first, without parsing the lines.
//
// Ownership: owns copies of the texts that it has found. Threads: any, one after another.
#pragma once

#include "../byte-view.h"
#include "text-table.h"

#include <string>
#include <vector>

// The lines of one piece that may have the members; the others surely have not.
struct ScannedLines {
	// Where each line begins, in bytes, and its length without its end.
	std::vector<int32_t> starts;
	std::vector<int32_t> lengths;
	// A number for what stands between `"first":"` and the quote behind the second text: equal bytes, equal numbers. -1 where only parsing
	// the line can tell.
	std::vector<int32_t> codes;
	// What the numbers that are new stand for: text c is bytes[offsets[c] .. offsets[c + 1]], c counted from the first new number.
	std::vector<int32_t> offsets;
	std::vector<uint8_t> bytes;
};

class LineScanner {
public:
	// `first` and `second` are the members' names: ASCII letters and underscores.
	LineScanner(const std::string &first, const std::string &second);

	// Scans lines that end with "\n" or "\r\n", or with the piece. Throws EINVAL from 2 GiB on.
	ScannedLines scan(ByteView piece);

private:
	// "first" and "second" in quotes, and what stands before, between the texts.
	std::string firstKey_;
	std::string secondKey_;
	std::string between_;
	TextTable texts_;
};
