#include "posix-region.h"

#include "retry-interrupted.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

Descriptor::~Descriptor() {
	if (number_ != -1) close(number_);
}

std::shared_ptr<PosixRegion> PosixRegion::map(Descriptor file, size_t size, int protection, const std::string &name) {
	void *address = nullptr;
	// mmap refuses a length of 0.
	if (size > 0) {
		address = mmap(nullptr, size, protection, MAP_SHARED, file.number(), 0);
		if (address == MAP_FAILED) throw lastFailure("mmap", name);
	}
	return std::make_shared<PosixRegion>(ByteView{static_cast<uint8_t *>(address), size}, name, std::move(file));
}

PosixRegion::PosixRegion(ByteView bytes, const std::string &name, Descriptor file)
	: MappedRegion(bytes, name), mapped_(bytes), file_(std::move(file)) {}

PosixRegion::~PosixRegion() {
	if (mapped_.size > 0) munmap(mapped_.data, mapped_.size);
}

bool PosixRegion::reaches(size_t end) const {
	struct stat status {};
	return fstat(file_.number(), &status) == 0 && status.st_size >= 0 && static_cast<uint64_t>(status.st_size) >= end;
}

void PosixRegion::fetch(size_t offset, ByteView into) const {
	size_t done = 0;
	while (done < into.size) {
		const ssize_t count = retryInterrupted([&] {
			return pread(file_.number(), into.data + done, into.size - done, static_cast<off_t>(offset + done));
		});
		// Apple's shared memory has no pread.
		if (count < 0 && done == 0) return read(offset, into);
		if (count < 0) throw lastFailure("pread", name());
		if (count == 0) throw shrunk(offset, into.size);
		done += static_cast<size_t>(count);
	}
}

void PosixRegion::readMany(const std::vector<size_t> &offsets, size_t length, uint8_t *into) const {
	for (size_t i = 0; i < offsets.size(); i++) {
		const auto offset = static_cast<off_t>(offsets[i]);
		const ssize_t done = retryInterrupted([&] { return pread(file_.number(), into + i * length, length, offset); });
		// Apple's shared memory has no pread.
		if (done < 0 && i == 0) return MappedRegion::readMany(offsets, length, into);
		if (done < 0) throw lastFailure("pread", name());
		if (static_cast<size_t>(done) != length) throw shrunk(offsets[i], length);
	}
}
