// ndcore/short.h in C++20: the same tests as in C99.
#include "short_header_test.c"
