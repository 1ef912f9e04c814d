// Written from Apple's documentation and XNU's sources; built, not run.
#include "../posix/shared-memory-system.h"

#include <sys/mman.h>

// PSHMNAMLEN is 31, the slash included.
const size_t kMaxSharedMemoryName = 30;

const int kSharedMemoryOpenFlags = 0;

// ftruncate itself allocates the segment here, and fails where it cannot; there is no pwrite.
std::shared_ptr<MappedRegion>
fillSharedMemory(Descriptor file, const std::vector<ByteView> &chunks, size_t size, const std::string &name) {
	auto region = PosixRegion::map(std::move(file), size, PROT_READ | PROT_WRITE, name);
	size_t offset = 0;
	for (const ByteView &chunk : chunks) {
		region->write(offset, chunk.data, chunk.size);
		offset += chunk.size;
	}
	return region;
}

// Segments are not in the file system: nothing else can have such a name.
void requireSegment(int, const std::string &) {}
