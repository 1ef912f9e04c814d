// useLargePages: asks the system for pages of 2 MiB: filling new memory then takes one fault for each of them instead of 512.
//
// Ownership: none. Threads: any.
#pragma once

#include "byte-view.h"

constexpr size_t kLargePage = 2 * 1024 * 1024;

// For the large pages that lie inside `bytes`, which are going to be filled as a whole. Where the system has none nothing happens.
void useLargePages(ByteView bytes);
