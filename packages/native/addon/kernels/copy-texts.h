// copyTexts: texts one behind the other, put behind others.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

// The `count` texts between neighbouring `offsets` (count + 1 of them) into `bytes` are copied to `outBytes`, from `at` on, and their
// offsets there to `outOffsets`. Throws EINVAL where they do not lie in `bytes`, or do not fit.
void copyTexts(const int32_t *offsets, size_t count, ByteView bytes, int32_t *outOffsets, ByteView outBytes, int32_t at);
