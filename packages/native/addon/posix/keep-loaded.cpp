#include "../keep-loaded.h"

#include <dlfcn.h>

void keepLoaded() {
	Dl_info self;
	if (dladdr(reinterpret_cast<void *>(&keepLoaded), &self) == 0) return;
	dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}
