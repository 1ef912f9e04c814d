// The addon's entry. It keeps nothing per environment, so any number of worker threads may load it.
#include "binding/modules.h"
#include "keep-loaded.h"

static Napi::Object initialize(Napi::Env, Napi::Object exports) {
	keepLoaded();
	addLockMethods(exports);
	addRegionMethods(exports);
	addScanMethods(exports);
	addCodecMethods(exports);
	addDecoderMethods(exports);
	addKernelMethods(exports);
	addColumnMethods(exports);
	addEncodeMethods(exports);
	return exports;
}

NODE_API_MODULE(allye_native, initialize)
