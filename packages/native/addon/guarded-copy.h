// guardedCopy: memcpy that survives memory which vanishes while it is being copied: a mapped file that somebody
// truncates, a disk that fails, shared memory that shrinks.
//
// Ownership: none. Threads: any number at once; a fault is attributed to the copy of the thread it happens on.
// POSIX: the process gets one SIGBUS handler, installed at the first copy and never removed. Whatever is not a fault of a
// guarded copy goes on to the handler that was there before.
#pragma once

#include "byte-view.h"

// Copies `size` bytes. False, with `to` partly written, where a page inside `guarded` (which holds `from`, or `to`)
// could not be read or written.
bool guardedCopy(uint8_t *to, const uint8_t *from, size_t size, ByteView guarded);
