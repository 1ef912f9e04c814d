// What differs between Linux's and Apple's POSIX shared memory.
//
// Ownership: none. Threads: any.
#pragma once

#include <cstddef>
#include <string>

// The most characters of a name, without its slash; ENAMETOOLONG above.
extern const size_t kMaxSharedMemoryName;

// Flags that shm_open takes here besides the access mode.
extern const int kSharedMemoryOpenFlags;

// Reserves the memory of a segment that ftruncate has just sized. Throws ENOSPC.
void reserveSharedMemory(int file, size_t size, const std::string &name);

// Throws EINVAL where `file`, found among the segments, is none.
void requireSegment(int file, const std::string &name);
