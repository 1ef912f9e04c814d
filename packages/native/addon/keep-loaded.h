// keepLoaded: pins this library in the process. Node unloads an addon with the worker that loaded it, but our SIGBUS handler
// and threads that still wait for a lock run its code afterwards.
//
// Ownership: none. Threads: any; calling it again does nothing.
#pragma once

void keepLoaded();
