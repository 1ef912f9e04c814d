#include "wide.h"

#include <windows.h>

std::wstring wide(const std::string &utf8) {
	const int length = static_cast<int>(utf8.size());
	const int units = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, nullptr, 0);
	std::wstring text(static_cast<size_t>(units), L'\0');
	MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, text.data(), units);
	return text;
}
