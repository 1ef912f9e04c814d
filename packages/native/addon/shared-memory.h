// Shared memory by name: POSIX shared memory, on Windows a named mapping of the paging file. Python's
// multiprocessing.shared_memory finds it by the same name, which has no leading slash.
//
// Ownership: as mapped-region.h says. On POSIX the segment outlives its regions until it is unlinked; on Windows it dies
// with the last region open in any process. Threads: any.
#pragma once

#include "mapped-region.h"

#include <vector>

// Makes a segment that holds `chunks` one after the other, its memory reserved first. Throws EEXIST; ENOSPC; EINVAL for
// a bad name or no bytes; ENAMETOOLONG. A failure leaves nothing behind.
std::shared_ptr<MappedRegion> createSharedMemory(const std::string &name, const std::vector<ByteView> &chunks, int mode);

// Maps a whole segment for reading. Throws ENOENT.
std::shared_ptr<MappedRegion> openSharedMemory(const std::string &name);

// Removes the name; regions already open stay. Throws ENOENT. Does nothing on Windows.
void unlinkSharedMemory(const std::string &name);
