/*
 * LD_PRELOAD library: makes the n-th call of a kind fail, as a full or broken disk does, for paths below chosen folders only.
 *
 * FAULT_FOLDERS  folders, separated by ':'
 * FAULT_CONTROL  a file of sizeof(struct control) bytes, which the process under test rewrites between two experiments
 *
 * Calls go to the kernel by syscall(2), so that one wrapper does not count what another one calls.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { NONE, WRITE, FSYNC, RENAME, OPEN, MMAP, SHORT_WRITE };

struct control {
	int32_t kind;
	int32_t nth;     /* the first to fail, from 1 */
	int32_t error;   /* errno */
	int32_t forever; /* all later ones fail too */
	int32_t seen;    /* calls of that kind so far: written by this library */
	int32_t failed;
};

static struct control *control;
static const char *folders;

__attribute__((constructor)) static void start(void) {
	folders = getenv("FAULT_FOLDERS");
	const char *path = getenv("FAULT_CONTROL");
	if (folders == NULL || path == NULL) return;
	const int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
	if (file < 0) return;
	void *memory = (void *)syscall(SYS_mmap, NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (memory != MAP_FAILED) control = memory;
	syscall(SYS_close, file);
}

static int chosen(const char *path) {
	for (const char *folder = folders; folder != NULL && *folder != 0;) {
		const char *end = strchrnul(folder, ':');
		const size_t length = (size_t)(end - folder);
		if (strncmp(path, folder, length) == 0 && path[length] == '/') return 1;
		folder = *end == ':' ? end + 1 : end;
	}
	return 0;
}

static int chosen_file(int file) {
	char link[64], path[PATH_MAX];
	snprintf(link, sizeof link, "/proc/self/fd/%d", file);
	const ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
	if (length < 0) return 0;
	path[length] = 0;
	return chosen(path);
}

/* Whether this call of `kind` is to fail; sets errno then. */
static int fails(enum kind kind) {
	if (control->kind != (int32_t)kind) return 0;
	const int32_t number = __atomic_add_fetch(&control->seen, 1, __ATOMIC_SEQ_CST);
	if (number != control->nth && !(control->forever && number > control->nth)) return 0;
	__atomic_add_fetch(&control->failed, 1, __ATOMIC_SEQ_CST);
	errno = control->error;
	return 1;
}

static int fails_at(enum kind kind, const char *path) { return control != NULL && control->kind == (int32_t)kind && chosen(path) && fails(kind); }
static int fails_on(enum kind kind, int file) { return control != NULL && control->kind == (int32_t)kind && chosen_file(file) && fails(kind); }
/* How much of a write is done: half of it, where this one is to be short. */
static size_t part(int file, size_t size) { return size > 1 && fails_on(SHORT_WRITE, file) ? size / 2 : size; }

ssize_t write(int file, const void *bytes, size_t size) {
	if (fails_on(WRITE, file)) return -1;
	return syscall(SYS_write, file, bytes, part(file, size));
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
	if (fails_on(WRITE, file)) return -1;
	return syscall(SYS_pwrite64, file, bytes, part(file, size), offset);
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) { return pwrite64(file, bytes, size, offset); }
ssize_t writev(int file, const struct iovec *parts, int count) {
	if (fails_on(WRITE, file)) return -1;
	return syscall(SYS_writev, file, parts, count);
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t offset) {
	if (fails_on(WRITE, file)) return -1;
	return syscall(SYS_pwritev, file, parts, count, offset, 0);
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) { return pwritev64(file, parts, count, offset); }
/* Memory of a segment is reserved by this: it is shared memory's write. */
int posix_fallocate64(int file, off64_t offset, off64_t size) {
	if (fails_on(WRITE, file)) return errno;
	return syscall(SYS_fallocate, file, 0, offset, size) == 0 ? 0 : errno;
}
int posix_fallocate(int file, off_t offset, off_t size) { return posix_fallocate64(file, offset, size); }
int fsync(int file) { return fails_on(FSYNC, file) ? -1 : (int)syscall(SYS_fsync, file); }
int fdatasync(int file) { return fails_on(FSYNC, file) ? -1 : (int)syscall(SYS_fdatasync, file); }
int rename(const char *from, const char *to) {
	return fails_at(RENAME, to) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int link(const char *from, const char *to) {
	return fails_at(RENAME, to) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static int mode_of(int flags, va_list arguments) { return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, int) : 0; }

int open64(const char *path, int flags, ...) {
	va_list arguments;
	va_start(arguments, flags);
	const int mode = mode_of(flags, arguments);
	va_end(arguments);
	if (fails_at(OPEN, path)) return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_LARGEFILE, mode);
}
int open(const char *path, int flags, ...) {
	va_list arguments;
	va_start(arguments, flags);
	const int mode = mode_of(flags, arguments);
	va_end(arguments);
	return open64(path, flags, mode);
}
int shm_open(const char *name, int flags, mode_t mode) {
	char path[PATH_MAX];
	snprintf(path, sizeof path, "/dev/shm%s%s", *name == '/' ? "" : "/", name);
	if (fails_at(OPEN, path)) return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags | O_NOFOLLOW | O_CLOEXEC, mode);
}

void *mmap64(void *address, size_t size, int protection, int flags, int file, off64_t offset) {
	if (file >= 0 && fails_on(MMAP, file)) return MAP_FAILED;
	return (void *)syscall(SYS_mmap, address, size, protection, flags, file, offset);
}
void *mmap(void *address, size_t size, int protection, int flags, int file, off_t offset) {
	return mmap64(address, size, protection, flags, file, offset);
}
