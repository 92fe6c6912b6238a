/* The conformance vectors in C: `driver vectors.jsonl`. See README.md. All handles are given back,
 * and none may be left. */
#include <math.h>

#include "by_name.h"
#include "nan_signs.h"

static unsigned char* unhex(const char* digits) {
  const size_t size = strlen(digits) / 2;
  unsigned char* made = take(size);
  size_t i;
  for (i = 0; i < size; ++i) {
    const char pair[3] = {digits[2 * i], digits[2 * i + 1], 0};
    made[i] = (unsigned char)strtoul(pair, NULL, 16);
  }
  return made;
}

static json text_json(const char* text) {
  json made = {JSON_TEXT, 0, NULL, NULL, NULL, 0};
  made.text = strcpy(take(strlen(text)), text);
  return made;
}

static json number_json(int64_t number) {
  json made = {JSON_INTEGER, 0, NULL, NULL, NULL, 0};
  made.number = number;
  return made;
}

static json hex_json(const void* memory, int64_t count) {
  const unsigned char* bytes = memory;
  json made = {JSON_TEXT, 0, NULL, NULL, NULL, 0};
  int64_t i;
  made.text = take(2 * (size_t)count);
  made.text[0] = 0;
  for (i = 0; i < count; ++i) sprintf(made.text + 2 * i, "%02x", bytes[i]);
  return made;
}

static json object(int64_t count, const char* const* keys, const json* items) {
  json made = {JSON_OBJECT, 0, NULL, NULL, NULL, 0};
  made.count = count;
  made.keys = memcpy(take((size_t)count * sizeof *keys), keys, (size_t)count * sizeof *keys);
  made.items = memcpy(take((size_t)count * sizeof *items), items, (size_t)count * sizeof *items);
  return made;
}

static json object_of(const char* key, json item) { return object(1, &key, &item); }

static value decode(const json* j);

static value decode_list(const json* j) {
  value made = new_list(j->count);
  int64_t i;
  for (i = 0; i < j->count; ++i) made.items[i] = decode(&j->items[i]);
  return made;
}

static value decode_object(const json* j) {
  const json* of;
  value made, list;
  results found;
  memset(&made, 0, sizeof made);
  if ((of = json_find(j, "struct")) != NULL) {
    made = decode_list(of);
    made.kind = STRUCT;
    made.names = (char**)of->keys;
  } else if ((of = json_find(j, "int")) != NULL) {
    made.number = of->text[0] == '-' ? strtoll(of->text, NULL, 10) : (int64_t)strtoull(of->text, NULL, 10);
    made.kind = made.number < 0 && of->text[0] != '-' ? UNSIGNED : NUMBER;
  } else if ((of = json_find(j, "double")) != NULL) {
    made.kind = REAL;
    memcpy(&made.real, unhex(of->text), sizeof made.real);
  } else if ((of = json_find(j, "bytes")) != NULL) {
    made.kind = BYTES;
    made.bytes = unhex(of->text);
    made.count = (int64_t)strlen(of->text) / 2;
  } else if ((of = json_find(j, "dtype")) != NULL) {
    made.kind = DTYPE;
    made.handle = nd_dtype_parse(of->text);
  } else if ((of = json_find(j, "array")) != NULL) {
    const json* shape = json_find(j, "shape");
    int64_t* extents = take((size_t)shape->count * sizeof *extents);
    int32_t i;
    for (i = 0; i < shape->count; ++i) extents[i] = shape->items[i].number;
    made.kind = ARRAY;
    made.owned = 1;
    made.handle = nd_array_from_memory(unhex(json_find(j, "data")->text), nd_dtype_parse(of->text), extents, NULL, i);
  } else {
    of = json_find(j, "call");
    list = decode_list(json_find(j, "arguments"));
    if (!call(of->text, list.items, &found)) fail(of->text, nd_last_error_message());
    give_back(&list);
    made = found.values[0];
  }
  return made;
}

static value decode(const json* j) {
  value made;
  memset(&made, 0, sizeof made);
  if (j->kind == JSON_LIST) return decode_list(j);
  if (j->kind == JSON_OBJECT) return decode_object(j);
  made.kind = j->kind == JSON_INTEGER ? NUMBER : j->kind == JSON_TEXT ? TEXT : NONE;
  made.number = j->number;
  made.text = j->text;
  return made;
}

static json encode_dtype(nd_dtype* dtype) {
  return text_json(nd_dtype_is_swapped(dtype) ? nd_dtype_type_str(dtype) : nd_dtype_name(dtype));
}

static json encode_array(nd_array* a) {
  static const char* const keys[] = {"array", "shape", "data"};
  const int64_t nbytes = nd_array_nbytes(a), *extents = nd_array_shape(a);
  unsigned char* memory = room(nbytes);
  json items[3];
  if (nd_array_to_memory(a, memory, nbytes, ND_ORDER_C) < 0) fail("nd_array_to_memory", nd_last_error_message());
  memset(items, 0, sizeof items);
  items[0] = encode_dtype(nd_array_dtype(a));
  items[1].kind = JSON_LIST;
  items[1].items = take((size_t)nd_array_ndim(a) * sizeof(json));
  for (; items[1].count < nd_array_ndim(a); ++items[1].count) {
    items[1].items[items[1].count] = number_json(extents[items[1].count]);
  }
  items[2] = hex_json(memory, nbytes);
  return object(3, keys, items);
}

static json encode(const value* v) {
  json made = {JSON_NULL, 0, NULL, NULL, NULL, 0};
  char digits[32];
  switch (v->kind) {
    case NUMBER:
      if (v->number <= INT64_C(1) << 53 && v->number >= -(INT64_C(1) << 53)) return number_json(v->number);
      snprintf(digits, sizeof digits, "%lld", (long long)v->number);
      return object_of("int", text_json(digits));
    case UNSIGNED:
      snprintf(digits, sizeof digits, "%llu", (unsigned long long)v->number);
      return object_of("int", text_json(digits));
    case REAL: return object_of("double", hex_json(&v->real, sizeof v->real));
    case TEXT: return text_json(v->text);
    case BYTES: return object_of("bytes", hex_json(v->bytes, v->count));
    case ARRAY: return encode_array(v->handle);
    case DTYPE: return object_of("dtype", encode_dtype(v->handle));
    case LIST:
      made.kind = JSON_LIST;
      made.items = take((size_t)v->count * sizeof *made.items);
      for (; made.count < v->count; ++made.count) made.items[made.count] = encode(&v->items[made.count]);
      return made;
    default: return made;
  }
}

static double float_at(const json* a, const unsigned char* data, size_t i, size_t size) {
  float narrow;
  double wide;
  (void)a;
  if (size == 8) return memcpy(&wide, data + 8 * i, 8), wide;
  return memcpy(&narrow, data + 4 * i, 4), narrow;
}

static int near(const json* got, const json* want, int64_t tolerance) {
  const char* dtype = json_find(want, "array")->text;
  const int is_narrow = strcmp(dtype, "float32") == 0 || strcmp(dtype, "complex64") == 0;
  const int is_wide = strcmp(dtype, "float64") == 0 || strcmp(dtype, "complex128") == 0;
  const size_t size = is_narrow ? 4 : 8, count = strlen(json_find(want, "data")->text) / 2 / size;
  const unsigned char *ours = unhex(json_find(got, "data")->text), *theirs = unhex(json_find(want, "data")->text);
  double largest = 0, allowed;
  size_t i;
  if (!is_narrow && !is_wide) return json_same(got, want);
  if (!json_same(&got->items[0], &want->items[0]) || !json_same(&got->items[1], &want->items[1])) return 0;
  for (i = 0; i < count; ++i) largest = fmax(largest, fabs(float_at(want, theirs, i, size)));
  allowed = (double)tolerance * (is_narrow ? 0x1p-23 : 0x1p-52) * largest;
  for (i = 0; i < count; ++i) {
    if (!(fabs(float_at(got, ours, i, size) - float_at(want, theirs, i, size)) <= allowed)) return 0;
  }
  return 1;
}

static void make_comparable(const json* j) {
  if (json_find(j, "array")) forget_nan_signs(json_find(j, "array")->text, json_find(j, "data")->text);
  if (json_find(j, "double")) forget_nan_signs("float64", json_find(j, "double")->text);
}

static int same(const value* result, const json* want, int64_t tolerance) {
  json got;
  if (json_find(want, "any")) return 1;
  got = encode(result);
  make_comparable(&got);
  make_comparable(want);
  if (tolerance > 0 && json_find(want, "array") && json_find(&got, "array")) return near(&got, want, tolerance);
  return json_same(&got, want);
}

/* What is wrong with the outcome of one vector, or NULL. */
static const char* outcome(const json* row, const value* arguments, results* made) {
  const json *error = json_find(row, "error"), *wanted = json_find(row, "results"), *after = json_find(row, "after");
  const json* tolerance = json_find(row, "tolerance");
  int64_t i;
  if (!call(json_find(row, "function")->text, arguments, made)) {
    if (error && strcmp(nd_status_name(nd_last_error_status()), error->text) == 0) return NULL;
    return nd_last_error_message();
  }
  if (error) return "no error";
  if (made->count != wanted->count) return "another number of results";
  for (i = 0; i < wanted->count; ++i) {
    if (!same(&made->values[i], &wanted->items[i], tolerance ? tolerance->number : 0)) return "another result";
  }
  for (i = 0; after && i < after->count; ++i) {
    const json* pair = after->items[i].items;
    if (!same(&arguments[pair[0].number], &pair[1], 0)) return "another argument afterwards";
  }
  return NULL;
}

static const char* fault(const char* line) {
  const json row = json_value(&line);
  value arguments = decode_list(json_find(&row, "arguments"));
  const char* why;
  results made;
  int i;
  made.count = 0;
  why = outcome(&row, arguments.items, &made);
  if (why) printf("%s: %s\n", json_find(&row, "id")->text, why);
  for (i = 0; i < made.count; ++i) give_back(&made.values[i]);
  give_back(&arguments);
  take_back();
  return why;
}

int main(int argc, char** argv) {
  static char line[1 << 20];
  FILE* file = fopen(argc > 1 ? argv[1] : "tests/conformance/vectors.jsonl", "r");
  int count = 0, faults = 0;
  if (!file) fail(argc > 1 ? argv[1] : "vectors.jsonl", "cannot be opened");
  /* A driver that finds no fault is no driver. */
  if (!fault("{\"id\": \"wrong on purpose\", \"function\": \"status_name\", \"arguments\": [-7], \"results\": "
             "[\"ND_OK\"]}"))
    return 2;
  for (; fgets(line, sizeof line, file); ++count) faults += fault(line) != NULL;
  fclose(file);
  printf("%d vectors, %d failures, %d handles left\n", count, faults, (int)nd_live_handles());
  return faults != 0 || count < 500 || nd_live_handles() != 0;
}
