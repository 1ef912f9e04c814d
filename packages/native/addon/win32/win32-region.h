// Win32Region: a view of a file mapping (of a file, or of the paging file), and the mapping it shows.
//
// Ownership: owns both; a name in the paging file lives as long as its mapping is open somewhere. Threads: as
// mapped-region.h says.
#pragma once

#include "../mapped-region.h"
#include "handle.h"

class Win32Region final : public MappedRegion {
public:
	// Maps `size` bytes of `mapping` (all of it where 0) with `access` (FILE_MAP_READ, FILE_MAP_WRITE).
	static std::shared_ptr<Win32Region> map(Handle mapping, size_t size, unsigned long access, const std::string &name);
	Win32Region(ByteView bytes, const std::string &name, Handle mapping);
	~Win32Region() override;

protected:
	// Windows refuses to shorten what is mapped.
	bool reaches(size_t) const override { return true; }

private:
	void *view_;
	Handle mapping_;
};
