#include "win32-region.h"

std::shared_ptr<Win32Region> Win32Region::map(Handle mapping, size_t size, unsigned long access, const std::string &name) {
	void *view = MapViewOfFile(mapping.get(), access, 0, 0, size);
	if (view == nullptr) throw lastFailure("MapViewOfFile", name);
	if (size == 0) {
		MEMORY_BASIC_INFORMATION pages{};
		VirtualQuery(view, &pages, sizeof pages);
		size = pages.RegionSize;
	}
	return std::make_shared<Win32Region>(ByteView{static_cast<uint8_t *>(view), size}, name, std::move(mapping));
}

Win32Region::Win32Region(ByteView bytes, const std::string &name, Handle mapping)
	: MappedRegion(bytes, name), view_(bytes.data), mapping_(std::move(mapping)) {}

Win32Region::~Win32Region() {
	if (view_ != nullptr) UnmapViewOfFile(view_);
}
