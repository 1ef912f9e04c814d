#include "../shared-memory.h"

#include "retry-interrupted.h"
#include "shared-memory-system.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

// Removes a segment's name unless it was kept.
class UnlinkUnlessKept {
public:
	explicit UnlinkUnlessKept(const std::string &path) : path_(path) {}
	~UnlinkUnlessKept() {
		if (!kept_) shm_unlink(path_.c_str());
	}
	void keep() { kept_ = true; }

private:
	const std::string &path_;
	bool kept_ = false;
};

// The name as shm_open wants it: with a leading slash.
std::string slashed(const std::string &name, const char *syscall) {
	const bool one = !name.empty() && name.find('/') == std::string::npos && name != "." && name != "..";
	if (!one) throw Failure("EINVAL", "not a name of shared memory (no slash, not empty)", syscall, name);
	if (name.size() > kMaxSharedMemoryName) {
		throw Failure("ENAMETOOLONG", "longer than " + std::to_string(kMaxSharedMemoryName) + " characters", syscall, name);
	}
	return "/" + name;
}

} // namespace

std::shared_ptr<MappedRegion> createSharedMemory(const std::string &name, const std::vector<ByteView> &chunks, int mode) {
	const std::string path = slashed(name, "shm_open");
	size_t size = 0;
	for (const ByteView &chunk : chunks) size += chunk.size;
	if (size == 0) throw Failure("EINVAL", "a segment has at least one byte", "shm_open", name);

	const int flags = O_RDWR | O_CREAT | O_EXCL;
	Descriptor file(retryInterrupted([&] { return shm_open(path.c_str(), flags, static_cast<mode_t>(mode)); }));
	if (file.number() == -1) throw lastFailure("shm_open", name);
	UnlinkUnlessKept unlink(path);
	if (retryInterrupted([&] { return ftruncate(file.number(), static_cast<off_t>(size)); }) != 0) {
		throw lastFailure("ftruncate", name);
	}
	auto region = fillSharedMemory(std::move(file), chunks, size, name);
	unlink.keep();
	return region;
}

std::shared_ptr<MappedRegion> openSharedMemory(const std::string &name) {
	const std::string path = slashed(name, "shm_open");
	Descriptor file(retryInterrupted([&] { return shm_open(path.c_str(), O_RDONLY | kSharedMemoryOpenFlags, 0); }));
	if (file.number() == -1) throw lastFailure("shm_open", name);
	requireSegment(file.number(), name);
	struct stat status {};
	if (fstat(file.number(), &status) != 0) throw lastFailure("fstat", name);
	return PosixRegion::map(std::move(file), static_cast<size_t>(status.st_size), PROT_READ, name);
}

void unlinkSharedMemory(const std::string &name) {
	if (shm_unlink(slashed(name, "shm_unlink").c_str()) != 0) throw lastFailure("shm_unlink", name);
}
