#include "posix-region.h"
#include "retry-interrupted.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

std::shared_ptr<MappedRegion> mapFile(const std::string &path) {
	// Non-blocking: opening a FIFO would otherwise wait for a writer.
	const int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
	Descriptor file(retryInterrupted([&] { return open(path.c_str(), flags); }));
	if (file.number() == -1) throw lastFailure("open", path);
	struct stat status {};
	if (fstat(file.number(), &status) != 0) throw lastFailure("fstat", path);
	if (!S_ISREG(status.st_mode)) throw Failure("EINVAL", "not a regular file", "mmap", path);
	return PosixRegion::map(std::move(file), static_cast<size_t>(status.st_size), PROT_READ, path);
}
