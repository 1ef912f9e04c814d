// wide: UTF-8, as JavaScript's strings arrive, to UTF-16, as Windows takes names.
//
// Ownership: returns a value. Threads: any.
#pragma once

#include <string>

std::wstring wide(const std::string &utf8);
