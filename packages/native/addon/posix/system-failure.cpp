#include "../failure.h"

#include <cerrno>
#include <system_error>

namespace {

struct Name {
	int error;
	const char *code;
};

constexpr Name kNames[] = {
	{EACCES, "EACCES"}, {EAGAIN, "EAGAIN"}, {EBADF, "EBADF"}, {EBUSY, "EBUSY"}, {EDEADLK, "EDEADLK"},
	{EDQUOT, "EDQUOT"}, {EEXIST, "EEXIST"}, {EFAULT, "EFAULT"}, {EFBIG, "EFBIG"}, {EINTR, "EINTR"},
	{EINVAL, "EINVAL"}, {EIO, "EIO"}, {EISDIR, "EISDIR"}, {ELOOP, "ELOOP"}, {EMFILE, "EMFILE"},
	{ENAMETOOLONG, "ENAMETOOLONG"}, {ENFILE, "ENFILE"}, {ENODEV, "ENODEV"}, {ENOENT, "ENOENT"}, {ENOLCK, "ENOLCK"},
	{ENOMEM, "ENOMEM"}, {ENOSPC, "ENOSPC"}, {ENOSYS, "ENOSYS"}, {ENOTDIR, "ENOTDIR"}, {ENOTSUP, "ENOTSUP"},
	{ENXIO, "ENXIO"}, {EOVERFLOW, "EOVERFLOW"}, {EPERM, "EPERM"}, {EROFS, "EROFS"}, {ETXTBSY, "ETXTBSY"},
};

const char *codeOf(int error) {
	for (const Name &name : kNames) {
		if (name.error == error) return name.code;
	}
	return "EIO";
}

} // namespace

Failure systemFailure(unsigned long error, const char *syscall, const std::string &path) {
	const int number = static_cast<int>(error);
	return Failure(codeOf(number), std::generic_category().message(number), syscall, path);
}

Failure lastFailure(const char *syscall, const std::string &path) {
	return systemFailure(static_cast<unsigned long>(errno), syscall, path);
}
