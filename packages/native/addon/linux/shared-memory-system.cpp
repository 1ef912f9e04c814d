#include "../posix/shared-memory-system.h"

#include "../failure.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

// NAME_MAX: a segment is a file in /dev/shm.
const size_t kMaxSharedMemoryName = 255;

// Whoever may write to /dev/shm can put a FIFO there, whose opening would wait for a writer.
const int kSharedMemoryOpenFlags = O_NONBLOCK;

void reserveSharedMemory(int file, size_t size, const std::string &name) {
	// Where /dev/shm is full ftruncate succeeds all the same, and the first write dies of SIGBUS.
	int error;
	do {
		error = posix_fallocate(file, 0, static_cast<off_t>(size));
	} while (error == EINTR);
	if (error != 0) throw systemFailure(static_cast<unsigned long>(error), "posix_fallocate", name);
}

void requireSegment(int file, const std::string &name) {
	struct stat status {};
	if (fstat(file, &status) != 0) throw lastFailure("fstat", name);
	if (!S_ISREG(status.st_mode)) throw Failure("EINVAL", "not a segment of shared memory", "shm_open", name);
}
