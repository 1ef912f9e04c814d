#include "../failure.h"

#include <windows.h>

namespace {

struct Name {
	DWORD error;
	const char *code;
	const char *reason;
};

constexpr Name kNames[] = {
	{ERROR_FILE_NOT_FOUND, "ENOENT", "no such file"},
	{ERROR_PATH_NOT_FOUND, "ENOENT", "no such directory"},
	{ERROR_INVALID_NAME, "ENOENT", "not a valid name"},
	{ERROR_ACCESS_DENIED, "EACCES", "access denied"},
	{ERROR_SHARING_VIOLATION, "EBUSY", "another process uses it"},
	{ERROR_LOCK_VIOLATION, "EBUSY", "another process has locked it"},
	{ERROR_ALREADY_EXISTS, "EEXIST", "it exists"},
	{ERROR_FILE_EXISTS, "EEXIST", "it exists"},
	{ERROR_DISK_FULL, "ENOSPC", "the disk is full"},
	{ERROR_COMMITMENT_LIMIT, "ENOSPC", "not enough memory and paging file"},
	{ERROR_NO_SYSTEM_RESOURCES, "ENOMEM", "not enough system resources"},
	{ERROR_NOT_ENOUGH_MEMORY, "ENOMEM", "not enough memory"},
	{ERROR_OUTOFMEMORY, "ENOMEM", "not enough memory"},
	{ERROR_TOO_MANY_OPEN_FILES, "EMFILE", "too many open files"},
	{ERROR_INVALID_PARAMETER, "EINVAL", "invalid argument"},
	{ERROR_INVALID_HANDLE, "EINVAL", "the name belongs to another kind of object"},
	{ERROR_FILENAME_EXCED_RANGE, "ENAMETOOLONG", "the name is too long"},
};

} // namespace

Failure systemFailure(unsigned long error, const char *syscall, const std::string &path) {
	for (const Name &name : kNames) {
		if (name.error == error) return Failure(name.code, name.reason, syscall, path);
	}
	return Failure("EIO", "Windows error " + std::to_string(error), syscall, path);
}

Failure lastFailure(const char *syscall, const std::string &path) { return systemFailure(GetLastError(), syscall, path); }
