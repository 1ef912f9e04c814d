// The parts of the JavaScript interface; each adds its methods to `exports`. src/binding.ts has their types.
//
// Ownership: none. Threads: the JavaScript thread.
#pragma once

#include <napi.h>

void addLockMethods(Napi::Object exports);
void addRegionMethods(Napi::Object exports);
void addScanMethods(Napi::Object exports);
void addCodecMethods(Napi::Object exports);
void addDecoderMethods(Napi::Object exports);
void addKernelMethods(Napi::Object exports);
void addColumnMethods(Napi::Object exports);
void addEncodeMethods(Napi::Object exports);
