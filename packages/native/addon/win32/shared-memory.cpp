#include "../shared-memory.h"

#include "wide.h"
#include "win32-region.h"

static std::wstring segmentName(const std::string &name) {
	// A backslash would name another namespace of kernel objects (Global\, Local\).
	const bool one = !name.empty() && name.find_first_of("/\\") == std::string::npos;
	if (!one) throw Failure("EINVAL", "not a name of shared memory (no slash, not empty)", "CreateFileMapping", name);
	return wide(name);
}

std::shared_ptr<MappedRegion> createSharedMemory(const std::string &name, const std::vector<ByteView> &chunks, int) {
	const std::wstring wideName = segmentName(name);
	uint64_t size = 0;
	for (const ByteView &chunk : chunks) size += chunk.size;
	if (size == 0) throw Failure("EINVAL", "a segment has at least one byte", "CreateFileMapping", name);

	// PAGE_READWRITE without SEC_RESERVE commits the memory now, or fails with ERROR_COMMITMENT_LIMIT.
	const DWORD high = static_cast<DWORD>(size >> 32);
	Handle mapping(CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, high, static_cast<DWORD>(size), wideName.c_str()));
	const DWORD error = GetLastError();
	if (!mapping) throw systemFailure(error, "CreateFileMapping", name);
	if (error == ERROR_ALREADY_EXISTS) throw systemFailure(error, "CreateFileMapping", name);
	const auto region = Win32Region::map(std::move(mapping), static_cast<size_t>(size), FILE_MAP_READ | FILE_MAP_WRITE, name);
	size_t offset = 0;
	for (const ByteView &chunk : chunks) {
		region->write(offset, chunk.data, chunk.size);
		offset += chunk.size;
	}
	return region;
}

std::shared_ptr<MappedRegion> openSharedMemory(const std::string &name) {
	Handle mapping(OpenFileMappingW(FILE_MAP_READ, FALSE, segmentName(name).c_str()));
	if (!mapping) throw lastFailure("OpenFileMapping", name);
	return Win32Region::map(std::move(mapping), 0, FILE_MAP_READ, name);
}

void unlinkSharedMemory(const std::string &) {}
