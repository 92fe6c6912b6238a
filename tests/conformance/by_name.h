/* The call of a vector through nd_call: the method table tells which parameters a vector gives, what cell each becomes
 * and how the results are read. For driver.c. */
#ifndef NDCORE_TESTS_BY_NAME_H
#define NDCORE_TESTS_BY_NAME_H

#include "ndcore/cell.h"
#include "values.h"

enum { MOST_PARAMETERS = 32, MOST_CELLS = 1024 };

typedef struct method {
  nd_method_info info;
  nd_parameter_info at[MOST_PARAMETERS];
  const value* given[MOST_PARAMETERS]; /* by the vector; NULL: the call finds it itself */
  int count;                           /* of parameters of the C function */
} method;

static int is_filled(const nd_parameter_info* p) { return strcmp(p->role, "out_bytes") == 0; }
static int is_list(const nd_parameter_info* p) { return strncmp(p->kind, "list[", 5) == 0; }

/* The first list or memory that parameter `i` counts, of those that are given; -1: there is none. */
static int counted_by(const method* m, int i) {
  int k;
  for (k = 0; k < m->count; ++k) {
    if (m->at[k].counter == i && m->at[k].direction != ND_DIRECTION_OUT) return k;
  }
  return -1;
}

static int find_method(const char* name, const value* arguments, method* m) {
  const int64_t index = nd_method_find(name);
  int i;
  memset(m, 0, sizeof *m);
  m->info.struct_size = sizeof m->info;
  if (index < 0 || nd_method_get(index, &m->info) < 0 || m->info.parameter_count > MOST_PARAMETERS) return 0;
  for (i = 0; i < m->info.parameter_count; ++i) {
    m->at[i].struct_size = sizeof m->at[i];
    if (nd_method_parameter(index, i, &m->at[i]) < 0) return 0;
    if (!(m->at[i].flags & ND_PARAMETER_FIELD)) ++m->count;
  }
  for (i = 0; i < m->count; ++i) {
    const int32_t flags = m->at[i].flags;
    const int is_told = flags & ND_PARAMETER_LENGTH && counted_by(m, i) >= 0;
    if (!(flags & ND_PARAMETER_RESULT) && !is_filled(&m->at[i]) && !is_told) m->given[i] = arguments++;
  }
  return 1;
}

static nd_cell cell_of(const value* v) {
  nd_cell* cells;
  int64_t i;
  switch (v->kind) {
    case NUMBER: return nd_cell_int(v->number);
    case UNSIGNED: return nd_cell_uint((uint64_t)v->number);
    case REAL: return nd_cell_double(v->real);
    case TEXT: return nd_cell_string(v->text);
    case BYTES: return nd_cell_bytes(v->bytes, v->count);
    case ARRAY:
    case DTYPE:
    case OTHER: return nd_cell_handle(v->handle);
    case LIST:
      cells = take((size_t)v->count * sizeof *cells);
      for (i = 0; i < v->count; ++i) cells[i] = cell_of(&v->items[i]);
      return nd_cell_list(cells, v->count);
    default: return nd_cell_none();
  }
}

/* Memory that the function fills: as much as the vector says, or as the list beside it is long. */
static nd_cell memory_for(const method* m, const nd_parameter_info* p) {
  const value* told = m->given[p->counter];
  const int64_t size = told ? told->number : m->given[counted_by(m, p->counter)]->count;
  return nd_cell_bytes(room(size), size);
}

static value value_of(const nd_cell* cell) {
  value made;
  memset(&made, 0, sizeof made);
  made.number = nd_cell_as_int(cell);
  switch (cell->kind) {
    case ND_CELL_INT: made.kind = NUMBER; break;
    case ND_CELL_UINT: made.kind = made.number < 0 ? UNSIGNED : NUMBER; break;
    case ND_CELL_DOUBLE:
      made.kind = REAL;
      made.real = nd_cell_as_double(cell);
      break;
    case ND_CELL_STRING:
      made.kind = TEXT;
      made.text = nd_cell_as_pointer(cell);
      break;
    case ND_CELL_BYTES:
      made.kind = BYTES;
      made.bytes = nd_cell_as_pointer(cell);
      made.count = cell->extent;
      break;
    case ND_CELL_HANDLE:
      made.handle = nd_cell_as_pointer(cell);
      made.owned = 1;
      made.kind = nd_handle_kind(made.handle) == ND_KIND_ARRAY   ? ARRAY
                  : nd_handle_kind(made.handle) == ND_KIND_DTYPE ? DTYPE
                                                                 : OTHER;
      break;
    default: break;
  }
  return made;
}

static value list_of(const nd_cell* cells, int64_t count) {
  value made = new_list(count);
  int64_t i;
  for (i = 0; i < count; ++i) made.items[i] = value_of(&cells[i]);
  return made;
}

/* What is returned, then what is written, in the order of the parameters; lists that are written are equally long. */
static void collect(const method* m, const nd_cell* cells, int64_t count, const nd_cell* filled, results* made) {
  int64_t lists = 0, singles = 0, i, length;
  const char* kinds = strstr(m->info.signature, "->");
  int64_t returned = kinds ? 1 : 0;
  for (; kinds && *kinds; ++kinds) returned += *kinds == ',';
  for (i = 0; i < m->count; ++i) {
    if (m->at[i].flags & ND_PARAMETER_RESULT) is_list(&m->at[i]) ? ++lists : ++singles;
  }
  returned -= lists + singles;
  length = lists ? (count - returned - singles) / lists : 0;
  made->count = 0;
  if (returned) made->values[made->count++] = value_of(cells++);
  for (i = 0; i < m->count; ++i) {
    const nd_parameter_info* p = &m->at[i];
    if (is_filled(p)) {
      made->values[made->count++] = value_of(&filled[i]);
    } else if (p->flags & ND_PARAMETER_RESULT) {
      made->values[made->count++] = is_list(p) ? list_of(cells, length) : value_of(cells);
      cells += is_list(p) ? length : 1;
    }
  }
}

/* 0 and an error record, or 1 and results. */
static int call(const char* name, const value* arguments, results* made) {
  static nd_cell cells[MOST_CELLS];
  nd_cell args[MOST_PARAMETERS], filled[MOST_PARAMETERS];
  const char* keywords[MOST_PARAMETERS];
  int64_t npos = 0, nkeywords = 0, count, k;
  int i;
  method m;
  made->count = 0;
  if (!find_method(name, arguments, &m)) fail(name, "the method table does not have it");
  for (i = 0; i < m.count; ++i) {
    if (is_filled(&m.at[i])) {
      args[npos++] = filled[i] = memory_for(&m, &m.at[i]);
    } else if (m.at[i].flags & ND_PARAMETER_POSITIONAL) {
      args[npos++] = cell_of(m.given[i]);
    }
  }
  for (i = 0; i < m.count; ++i) {
    const value* options = m.given[i];
    if (options == NULL || options->kind != STRUCT) continue;
    for (k = 0; k < options->count; ++k) {
      keywords[nkeywords] = options->names[k];
      args[npos + nkeywords++] = cell_of(&options->items[k]);
    }
  }
  count = nd_call(name, args, npos, keywords, nkeywords, cells, MOST_CELLS);
  if (count >= 0) collect(&m, cells, count, filled, made);
  return count >= 0;
}

#endif
