// PosixRegion: a mapping made with mmap, and the descriptor it was made from, kept to ask whether it still has its bytes.
//
// Ownership: owns mapping and descriptor. Threads: as mapped-region.h says.
#pragma once

#include "../mapped-region.h"

// An open descriptor, closed with its owner.
class Descriptor {
public:
	explicit Descriptor(int number) : number_(number) {}
	~Descriptor();
	Descriptor(Descriptor &&other) noexcept : number_(other.number_) { other.number_ = -1; }
	Descriptor(const Descriptor &) = delete;
	Descriptor &operator=(const Descriptor &) = delete;
	int number() const { return number_; }

private:
	int number_;
};

class PosixRegion final : public MappedRegion {
public:
	// Maps `size` bytes of `file` with `protection` (PROT_READ, PROT_WRITE), shared.
	static std::shared_ptr<PosixRegion> map(Descriptor file, size_t size, int protection, const std::string &name);
	PosixRegion(ByteView bytes, const std::string &name, Descriptor file);
	~PosixRegion() override;
	void fetch(size_t offset, ByteView into) const override;
	// With pread: each page of a mapping that is touched brings its neighbours into the process's resident memory.
	void readMany(const std::vector<size_t> &offsets, size_t length, uint8_t *into) const override;

protected:
	bool reaches(size_t end) const override;

private:
	ByteView mapped_;
	Descriptor file_;
};
