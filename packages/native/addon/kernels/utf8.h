// isUtf8: whether bytes are UTF-8, as RFC 3629 has it: no surrogates, no overlong forms, nothing past U+10FFFF.
//
// Ownership: none. Threads: any.
#pragma once

#include "../byte-view.h"

bool isUtf8(ByteView bytes);

// Whether bytes are UTF-8 and so is each of the texts between two neighbouring offsets. False too where an offset lies outside.
bool areUtf8(ByteView bytes, const int32_t *offsets, size_t count);
