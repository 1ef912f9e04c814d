// Written from Apple's documentation and XNU's sources; built, not run.
#include "../posix/shared-memory-system.h"

// PSHMNAMLEN is 31, the slash included.
const size_t kMaxSharedMemoryName = 30;

const int kSharedMemoryOpenFlags = 0;

// ftruncate itself allocates the segment here, and fails where it cannot.
void reserveSharedMemory(int, size_t, const std::string &) {}

// Segments are not in the file system: nothing else can have such a name.
void requireSegment(int, const std::string &) {}
