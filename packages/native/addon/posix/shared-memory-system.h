// What differs between Linux's and Apple's POSIX shared memory.
//
// Ownership: a region owns the file it is of. Threads: any.
#pragma once

#include "posix-region.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

// The most characters of a name, without its slash; ENAMETOOLONG above.
extern const size_t kMaxSharedMemoryName;

// Flags that shm_open takes here besides the access mode.
extern const int kSharedMemoryOpenFlags;

// Fills a segment, which ftruncate has just sized, with the chunks, `size` bytes in all, and maps it. Throws ENOSPC.
std::shared_ptr<MappedRegion>
fillSharedMemory(Descriptor file, const std::vector<ByteView> &chunks, size_t size, const std::string &name);

// Throws EINVAL where `file`, found among the segments, is none.
void requireSegment(int file, const std::string &name);
