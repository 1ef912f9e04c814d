// loadUtf8: the texts of a column of one record batch that are wanted, packed and checked. The others are decoded into memory that is
// used again, and copied nowhere.
//
// Ownership: the result owns its memory. Threads: any. Throws as StoredColumn does.
#pragma once

#include "stored-column.h"

// Text i is bytes[offsets[i] .. offsets[i + 1]], valid UTF-8; a missing one has no bytes.
struct LoadedText {
	std::vector<int32_t> offsets;
	std::vector<uint8_t> bytes;
	// One bit a text, least significant first, set where it is present; empty where all are.
	std::vector<uint8_t> validity;
};

// The column's offsets have `width` bytes. Returns false where the texts have more than 2 GiB. Throws ECORRUPT where any offset of the
// range of rows falls, and where a text that is wanted is not UTF-8.
bool loadUtf8(const StoredColumn &column, size_t width, LoadedText &text);
