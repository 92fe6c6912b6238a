/* How text files are read and written: options and callbacks of the nd_text_ functions. By hand, C99 and C++. */
#ifndef NDCORE_TEXT_OPTIONS_H
#define NDCORE_TEXT_OPTIONS_H

#include "ndcore/types.h"

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* How a file is packed: members `compression`. */
#define ND_COMPRESSION_BY_NAME 0 /* as the name of the file says: .gz is gzip; text in memory is not packed */
#define ND_COMPRESSION_NONE 1    /* not at all */
#define ND_COMPRESSION_GZIP 2    /* by gzip */

#define ND_NO_ROWS (-9223372036854775807) /* member `max_rows`: not one row, where 0 stands for all */

#define ND_TEXT_AS_USUAL 1 /* what a converter returns for a column that it leaves alone */

/* Fills `buffer` with the next bytes, at most `capacity`, and returns how many there are; 0: the end; negative: the
 * status that the reading fails with. On the thread of the call. */
typedef int64_t (*nd_read_callback)(void* buffer, int64_t capacity, void* data);

/* Gives the value of a field: `field` has `length` bytes of UTF-8 and no 0 behind them. `row` and `column` count those
 * of the table that is made, from 0; it has `columns`. `value`, all ND_CELL_UNSET before and the same place in every
 * call of a reading, takes a number, ND_CELL_NONE (NaN) or a text that is read as the field would have been and lives
 * until the next call. ND_OK, or ND_TEXT_AS_USUAL: this field and all others of the column are read without the
 * converter; a negative status fails the reading, with the message that nd_set_error was given. On the thread of the
 * call. */
typedef nd_status (*nd_text_converter)(const char* field, int64_t length, int64_t row, int64_t column, int64_t columns,
                                       nd_cell* value, void* data);

/* How tables of text are read: numpy.loadtxt's keywords. All zero: its defaults. */
typedef struct nd_text_load_options {
  int64_t struct_size;          /* sizeof(nd_text_load_options) */
  const char* delimiter;        /* between columns; NULL: any run of blanks, as Unicode knows them */
  const char* quotechar;        /* a character around fields in which others are text; doubled, itself; NULL: none */
  const char* encoding;         /* by Python's name; NULL: UTF-8, or what a byte order mark says */
  int64_t skiprows;             /* lines at the beginning that are not looked at */
  int64_t max_rows;             /* rows to read; 0: all; ND_NO_ROWS: none */
  int32_t ndmin;                /* 0, 1 or 2: down to how many axes those of length 1 are dropped */
  int32_t compression;          /* of the bytes that are read: ND_COMPRESSION_BY_NAME … */
  nd_array* filling_values;     /* one element that stands in for fields that are empty or no number; NULL: an error */
  nd_text_converter converters; /* called for each field; NULL: fields are numbers */
  void* converters_data;        /* given to converters */
} nd_text_load_options;

/* How tables of text are written: numpy.savetxt's keywords. All zero: its defaults. */
typedef struct nd_text_save_options {
  int64_t struct_size;   /* sizeof(nd_text_save_options) */
  const char* fmt;       /* printf's, for every number or for a whole row; NULL: "%.18e" */
  const char* delimiter; /* between columns; NULL: a blank */
  const char* newline;   /* behind each row; NULL: "\n" */
  const char* header;    /* text in front, each line after `comments`; NULL: none */
  const char* footer;    /* text behind, likewise; NULL: none */
  const char* comments;  /* NULL: "# " */
  const char* encoding;  /* by Python's name; NULL: UTF-8 */
  int32_t compression;   /* of what is written: ND_COMPRESSION_BY_NAME … */
  int32_t reserved;      /* 0 */
} nd_text_save_options;

#endif

#endif
