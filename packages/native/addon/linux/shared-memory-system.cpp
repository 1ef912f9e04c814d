#include "../posix/shared-memory-system.h"

#include "../failure.h"
#include "../posix/retry-interrupted.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// NAME_MAX: a segment is a file in /dev/shm.
const size_t kMaxSharedMemoryName = 255;

// Whoever may write to /dev/shm can put a FIFO there, whose opening would wait for a writer.
const int kSharedMemoryOpenFlags = O_NONBLOCK;

namespace {

// Where /dev/shm cannot hold it this says so at once.
void reserve(int file, size_t size, const std::string &name) {
	int error;
	do {
		error = posix_fallocate(file, 0, static_cast<off_t>(size));
	} while (error == EINTR);
	if (error != 0) throw systemFailure(static_cast<unsigned long>(error), "posix_fallocate", name);
}

} // namespace

// Written, not copied into the mapping, where each page would cost a fault.
std::shared_ptr<MappedRegion>
fillSharedMemory(Descriptor file, const std::vector<ByteView> &chunks, size_t size, const std::string &name) {
	reserve(file.number(), size, name);
	size_t offset = 0;
	for (const ByteView &chunk : chunks) {
		for (size_t done = 0; done < chunk.size;) {
			const ssize_t count = retryInterrupted([&] {
				return pwrite(file.number(), chunk.data + done, chunk.size - done, static_cast<off_t>(offset + done));
			});
			if (count < 0) throw lastFailure("pwrite", name);
			done += static_cast<size_t>(count);
		}
		offset += chunk.size;
	}
	return PosixRegion::map(std::move(file), size, PROT_READ, name);
}

void requireSegment(int file, const std::string &name) {
	struct stat status {};
	if (fstat(file, &status) != 0) throw lastFailure("fstat", name);
	if (!S_ISREG(status.st_mode)) throw Failure("EINVAL", "not a segment of shared memory", "shm_open", name);
}
