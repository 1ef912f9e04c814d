#include "large-pages.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

void useLargePages(ByteView bytes) {
#ifdef MADV_HUGEPAGE
	const uintptr_t begin = (reinterpret_cast<uintptr_t>(bytes.data) + kLargePage - 1) & ~(kLargePage - 1);
	const uintptr_t end = (reinterpret_cast<uintptr_t>(bytes.data) + bytes.size) & ~(kLargePage - 1);
	if (end > begin) madvise(reinterpret_cast<void *>(begin), end - begin, MADV_HUGEPAGE);
#else
	(void)bytes;
#endif
}
