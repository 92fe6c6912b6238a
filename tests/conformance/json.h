/* As much JSON as the vectors use: integers, strings, lists, objects, null. For driver.c. Memory is taken piece by
 * piece and given back at once, after each vector. */
#ifndef NDCORE_TESTS_JSON_H
#define NDCORE_TESTS_JSON_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static union piece {
  union piece* next;
  double aligned;
}* pieces;

/* Zeroed memory that lives until take_back. */
static void* take(size_t bytes) {
  union piece* made = calloc(1, sizeof *made + bytes + 1);
  if (!made) abort();
  made->next = pieces;
  pieces = made;
  return made + 1;
}

static void take_back(void) {
  while (pieces) {
    union piece* next = pieces->next;
    free(pieces);
    pieces = next;
  }
}

/* Room for one more of `count` elements, which doubles when it is full. */
static void* grow(void* elements, int64_t count, size_t size) {
  void* larger;
  if (count & (count - 1)) return elements;
  larger = take((size_t)(count ? 2 * count : 1) * size);
  return count ? memcpy(larger, elements, (size_t)count * size) : larger;
}

enum json_kind { JSON_NULL, JSON_INTEGER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

typedef struct json {
  enum json_kind kind;
  int64_t number;
  char* text;
  struct json* items; /* of a list, or the values of an object */
  char** keys;        /* of an object */
  int64_t count;
} json;

static const json* json_find(const json* object, const char* key) {
  int64_t i;
  for (i = 0; object->kind == JSON_OBJECT && i < object->count; ++i) {
    if (strcmp(object->keys[i], key) == 0) return &object->items[i];
  }
  return NULL;
}

static char json_peek(const char** at) {
  while (**at == ' ' || **at == ',' || **at == ':') ++*at;
  return **at;
}

static char* json_utf8(unsigned long code, char* out) {
  if (code < 0x80) {
    *out++ = (char)code;
    return out;
  }
  if (code < 0x800) {
    *out++ = (char)(0xC0 | code >> 6);
  } else {
    *out++ = (char)(0xE0 | code >> 12);
    *out++ = (char)(0x80 | (code >> 6 & 0x3F));
  }
  *out++ = (char)(0x80 | (code & 0x3F));
  return out;
}

static char* json_string(const char** at) {
  const char* in = *at + 1;
  char *made = take(strlen(in)), *out = made;
  for (; *in != '"'; ++in) {
    if (*in != '\\') {
      *out++ = *in;
    } else if (*++in == 'u') {
      char digits[5] = {in[1], in[2], in[3], in[4], 0};
      out = json_utf8(strtoul(digits, NULL, 16), out);
      in += 4;
    } else {
      *out++ = (char)(*in == 'n' ? '\n' : *in);
    }
  }
  *out = 0;
  *at = in + 1;
  return made;
}

static json json_value(const char** at);

static void json_sequence(const char** at, char end, json* made) {
  for (++*at; json_peek(at) != end; ++made->count) {
    made->items = grow(made->items, made->count, sizeof *made->items);
    if (made->kind == JSON_OBJECT) {
      made->keys = grow(made->keys, made->count, sizeof *made->keys);
      made->keys[made->count] = json_string(at);
    }
    made->items[made->count] = json_value(at);
  }
  ++*at;
}

static json json_value(const char** at) {
  json made = {JSON_NULL, 0, NULL, NULL, NULL, 0};
  const char first = json_peek(at);
  if (first == 'n') {
    *at += 4;
  } else if (first == '"') {
    made.kind = JSON_TEXT;
    made.text = json_string(at);
  } else if (first == '[' || first == '{') {
    made.kind = first == '[' ? JSON_LIST : JSON_OBJECT;
    json_sequence(at, (char)(first == '[' ? ']' : '}'), &made);
  } else {
    char* end;
    made.kind = JSON_INTEGER;
    made.number = strtoll(*at, &end, 10);
    *at = end;
  }
  return made;
}

static int json_same(const json* a, const json* b) {
  int64_t i;
  if (a->kind != b->kind || a->number != b->number || a->count != b->count) return 0;
  if (a->kind == JSON_TEXT) return strcmp(a->text, b->text) == 0;
  for (i = 0; i < a->count; ++i) {
    if (a->kind == JSON_OBJECT && strcmp(a->keys[i], b->keys[i]) != 0) return 0;
    if (!json_same(&a->items[i], &b->items[i])) return 0;
  }
  return 1;
}

#endif
