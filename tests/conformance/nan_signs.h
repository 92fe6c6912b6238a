/* Of the NaN that an operation makes of numbers x86-64 sets the sign and other CPUs do not; the vectors have x86-64's.
 * For driver.c and driver.cpp, which leave out the signs of NaNs elsewhere. */
#ifndef NDCORE_TESTS_NAN_SIGNS_H
#define NDCORE_TESTS_NAN_SIGNS_H

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define NAN_SIGNS_COUNT 1
#else
#define NAN_SIGNS_COUNT 0
#endif

/* Of an array's bytes in hexadecimal digits, in place. */
static inline void forget_nan_signs(const char* dtype, char* digits) {
  static const struct {
    const char* name;
    int size;
    uint64_t infinity;
  } floats[] = {{"float16", 2, 0x7c00},
                {"bfloat16", 2, 0x7f80},
                {"float32", 4, 0x7f800000},
                {"complex64", 4, 0x7f800000},
                {"float64", 8, UINT64_C(0x7ff0000000000000)},
                {"complex128", 8, UINT64_C(0x7ff0000000000000)}};
  static const char hex[] = "0123456789abcdef";
  size_t f, i;
  for (f = 0; f < sizeof floats / sizeof floats[0] && strcmp(dtype, floats[f].name) != 0; ++f) {
  }
  if (NAN_SIGNS_COUNT || f == sizeof floats / sizeof floats[0]) return;
  for (; *digits; digits += 2 * floats[f].size) {
    char* const top = digits + 2 * floats[f].size - 2; /* of the highest byte */
    uint64_t magnitude = 0;
    for (i = 0; i < 2 * (size_t)floats[f].size; ++i) {
      const uint64_t digit = (uint64_t)(strchr(hex, digits[i]) - hex);
      magnitude |= digit << (4 * (i ^ 1)); /* the higher digit of a byte comes first */
    }
    magnitude &= ~(UINT64_C(1) << (8 * floats[f].size - 1));
    if (magnitude > floats[f].infinity) *top = hex[(strchr(hex, *top) - hex) & 7];
  }
}

#endif
