/* A client that is not linked with ndcore: it finds the library when it runs, by NDCORE_LIBRARY, beside itself or where
 * the system looks, checks that it fits, and computes with it. One line on standard error says what is wrong. */
#define ND_MODE 2 /* ND_MODE_LIST: only the functions named here need to be there */
#define ND_CLIENT_FUNCTIONS(X) \
  X(version)                   \
  X(weak_int) X(arange) X(reshape) X(matmul) X(array_text) X(array_data) X(array_size) X(last_error_message) X(release)

#include "ndcore/loader.h"

static int print(const char* name, nd_array* a) {
  nd_array* text = a ? nd_array_text(a, " ", (int64_t)strlen(name) + 3, 0, NULL) : NULL;
  if (!text) {
    fprintf(stderr, "dlopen_demo: %s: %s\n", name, nd_last_error_message());
    return 1;
  }
  printf("%s = %.*s\n", name, (int)nd_array_size(text), (const char*)nd_array_data(text));
  nd_release(text);
  return 0;
}

int main(int argc, char** argv) {
  static const int64_t shape[] = {2, 3}, turned[] = {3, 2};
  nd_array *zero, *six, *one, *numbers, *a, *b, *product;
  char message[1024];
  int failed;
  if (nd_load(argc > 1 ? argv[1] : NULL, message, sizeof message) < 0) {
    fprintf(stderr, "%s\n", message);
    return 1;
  }
  zero = nd_weak_int(0);
  six = nd_weak_int(6);
  one = nd_weak_int(1);
  numbers = nd_arange(zero, six, one, NULL);
  a = nd_reshape(numbers, shape, 2, ND_ORDER_C, -1);
  b = nd_reshape(numbers, turned, 2, ND_ORDER_C, -1);
  product = nd_matmul(a, b, NULL);
  printf("ndcore %s, found at run time\n", nd_version());
  failed = print("a", a) || print("b", b) || print("a b", product);
  nd_release(zero);
  nd_release(six);
  nd_release(one);
  nd_release(numbers);
  nd_release(a);
  nd_release(b);
  nd_release(product);
  return failed;
}
