#include "../keep-loaded.h"

#include <windows.h>

void keepLoaded() {
	HMODULE self = nullptr;
	const DWORD flags = GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS;
	GetModuleHandleExW(flags, reinterpret_cast<LPCWSTR>(&keepLoaded), &self);
}
