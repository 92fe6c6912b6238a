/* Parts of ndc, the command-line program over ndcore: operands and options of its commands, and calls by name.
 * Everything that can fail ends the program: it holds nothing that the system does not take back. */
#ifndef NDC_H
#define NDC_H

#include "ndcore/ndcore.h"

enum { NDC_MOST = 64 }; /* operands, arguments or outputs of a command */

/* Exit codes. */
enum { NDC_OK = 0, NDC_FAILED = 1, NDC_USAGE = 2 };

/* What stands behind the name of a command. */
typedef struct ndc_command {
  const char* name;
  const char* operands[NDC_MOST];
  int noperands;
  const char* outputs[NDC_MOST]; /* of -o */
  int noutputs;
  nd_dtype* dtype;
  int32_t order;
  const char* format;
  const char* delimiter;
  const char* encoding;
  const char* quotechar;
  int64_t skiprows;
} ndc_command;

void ndc_parse(ndc_command* command, int argc, char** argv);

/* Says what is wrong with the command line, and ends. */
void ndc_misuse(const char* format, ...);
/* Ends with the library's last error unless `result` is a handle or pointer. */
void* ndc_need(const void* result);
/* The same for a nd_status or reading. */
int64_t ndc_check(int64_t status);

int ndc_ends_with(const char* text, const char* ending);
/* A number, a .npy file, a file of text, or `-` for a .npy file that comes through standard input. */
nd_array* ndc_operand(const ndc_command* command, int index);
/* A file as an array. */
nd_array* ndc_load(const char* path);
/* Writes to the index-th -o, or prints. */
void ndc_result(const ndc_command* command, int index, nd_array* result);
void ndc_print(nd_array* a);
/* Writes an array of bytes to standard output, and releases it. */
void ndc_write(nd_array* text);
void ndc_save(const ndc_command* command, const char* path, nd_array* a);

/* Calls a function of the library, or a method of a ufunc, by its name. */
void ndc_call(const char* name, int argc, char** argv);

#endif
