// loadNumbers, loadCodes, loadText: a column of one record batch, from where it lies to what Orange holds, in one go: read, decoded,
// converted, checked and counted while it is in the caches.
//
// Ownership: none; results go into the caller's memory. Threads: any. All throw as StoredColumn does, and EINVAL for a kind that is none.
#pragma once

#include "stored-column.h"
#include "text-table.h"

#include <string>

// Each gives the rows that the column says are wanted, and looks at no other's value.

// The column's numbers as float64, each the nearest one, NaN where the row is missing; `kind` as in toFloat64. Where `finite` asks for it
// infinite values become NaN. Returns how many were infinite of floats, how many are missing of all else.
size_t loadNumbers(const StoredColumn &column, const std::string &kind, bool finite, double *out);

// codes[i] = codeOf[index i], -1 where row i is missing. Codes below -1 become -1 too and are counted: returns how many. Throws ECORRUPT
// for an index outside.
size_t loadCodes(const StoredColumn &column, const std::string &kind, const int32_t *codeOf, size_t codeCount, int32_t *codes);

// Numbers the column's texts, whose offsets have `width` bytes, with `table`. Returns false as soon as there are more than `most`; `codes`
// is then incomplete. The whole column is wanted.
bool loadText(const StoredColumn &column, size_t width, TextTable &table, double most, int32_t *codes);

// codes[i] = codeOf[codes[i]] in place; -1 stays. Counts as loadCodes. Throws EINVAL for a code outside.
size_t recode(int32_t *codes, size_t count, const int32_t *codeOf, size_t codeCount);
