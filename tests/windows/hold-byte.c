/*
 * hold-byte.exe LOCK-FILE DIRECTORY: locks byte 0 with _locking of the C runtime, the function that Python's msvcrt.locking calls.
 * It says "held" or "refused" by making a file of that name, and keeps the lock until the file "release" is there.
 */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <sys/locking.h>
#include <sys/stat.h>
#include <wchar.h>
#include <windows.h>

static void path_of(wchar_t *path, const wchar_t *directory, const wchar_t *name) {
	swprintf(path, MAX_PATH, L"%ls\\%ls", directory, name);
}

int wmain(int count, wchar_t **words) {
	wchar_t path[MAX_PATH];
	if (count != 3) return 2;
	int file = _wopen(words[1], _O_RDWR | _O_CREAT | _O_BINARY, _S_IREAD | _S_IWRITE);
	if (file < 0) return 3;
	int failed = _locking(file, _LK_NBLCK, 1);
	path_of(path, words[2], failed ? L"refused" : L"held");
	fclose(_wfopen(path, L"wb"));
	if (failed) return 0;
	path_of(path, words[2], L"release");
	while (GetFileAttributesW(path) == INVALID_FILE_ATTRIBUTES) Sleep(20);
	_lseek(file, 0, SEEK_SET);
	_locking(file, _LK_UNLCK, 1);
	return 0;
}
