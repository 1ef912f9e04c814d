#include "wide.h"
#include "win32-region.h"

std::shared_ptr<MappedRegion> mapFile(const std::string &path) {
	const DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
	// FILE_FLAG_BACKUP_SEMANTICS lets a directory open, so that it fails below as what it is.
	const Handle file(CreateFileW(wide(path).c_str(), GENERIC_READ, sharing, nullptr, OPEN_EXISTING,
		FILE_FLAG_BACKUP_SEMANTICS, nullptr));
	if (!file) throw lastFailure("CreateFile", path);
	BY_HANDLE_FILE_INFORMATION about{};
	const bool known = GetFileType(file.get()) == FILE_TYPE_DISK && GetFileInformationByHandle(file.get(), &about);
	if (!known || (about.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
		throw Failure("EINVAL", "not a regular file", "CreateFileMapping", path);
	}
	const uint64_t size = (static_cast<uint64_t>(about.nFileSizeHigh) << 32) | about.nFileSizeLow;
	// CreateFileMapping refuses an empty file.
	if (size == 0) return std::make_shared<Win32Region>(ByteView{nullptr, 0}, path, Handle(nullptr));
	// The length is given, so that a file that shrinks in between fails here rather than later.
	const DWORD high = about.nFileSizeHigh;
	Handle mapping(CreateFileMappingW(file.get(), nullptr, PAGE_READONLY, high, about.nFileSizeLow, nullptr));
	if (!mapping) throw lastFailure("CreateFileMapping", path);
	return Win32Region::map(std::move(mapping), static_cast<size_t>(size), FILE_MAP_READ, path);
}
