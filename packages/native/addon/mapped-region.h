// MappedRegion: a file or a shared-memory segment mapped whole. mapFile maps a file.
//
// Ownership: shared. JavaScript's handle holds one reference and each copy under way another, so closing never
// unmaps under a reader: the last one to let go does. Threads: any; a region does not change once made.
#pragma once

#include "byte-view.h"
#include "failure.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

class MappedRegion {
public:
	MappedRegion(ByteView bytes, std::string name) : bytes_(bytes), name_(std::move(name)) {}
	virtual ~MappedRegion() = default;
	MappedRegion(const MappedRegion &) = delete;
	MappedRegion &operator=(const MappedRegion &) = delete;

	size_t size() const { return bytes_.size; }
	// What to call it in a Failure: the path or the segment's name.
	const std::string &name() const { return name_; }

	// Throws ERANGE where [offset, offset + size) is not inside.
	void requireInside(double offset, size_t size) const;
	// Copies out. Throws EFAULT where what was mapped no longer has these bytes.
	void read(size_t offset, ByteView into) const;
	// The same for many bytes: by an ordinary read where there is one, which has no page of the mapping brought in first, one fault
	// after another, and leaves them out of the process's resident memory.
	virtual void fetch(size_t offset, ByteView into) const { read(offset, into); }
	// Copies the records of `length` bytes at `offsets`, all inside, one behind the other. Throws EFAULT likewise.
	virtual void readMany(const std::vector<size_t> &offsets, size_t length, uint8_t *into) const;
	// Copies in. Throws EFAULT likewise.
	void write(size_t offset, const uint8_t *from, size_t size);

protected:
	// False where the file or segment has become shorter than `end`. The last page of a mapping reads as zeros past
	// the end, without a fault, so copies ask afterwards.
	virtual bool reaches(size_t end) const = 0;

	Failure shrunk(size_t offset, size_t size) const;

private:
	ByteView bytes_;
	std::string name_;
};

// Maps the regular file at `path` for reading; EINVAL for anything else, an empty region for an empty file.
std::shared_ptr<MappedRegion> mapFile(const std::string &path);
