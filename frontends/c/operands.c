/* Operands, options and results of a command: numbers, files, standard input and output. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ndc.h"

void ndc_misuse(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("ndc: ", stderr);
  vfprintf(stderr, format, arguments);
  fputs("; see `ndc help`\n", stderr);
  va_end(arguments);
  exit(NDC_USAGE);
}

static void fail(void) {
  fprintf(stderr, "ndc: %s (%s)\n", nd_last_error_message(), nd_status_name(nd_last_error_status()));
  exit(NDC_FAILED);
}

void* ndc_need(const void* result) {
  if (!result) fail();
  return (void*)result;
}

int64_t ndc_check(int64_t status) {
  if (status < 0) fail();
  return status;
}

int ndc_ends_with(const char* text, const char* ending) {
  const size_t length = strlen(text), wanted = strlen(ending);
  return length >= wanted && strcmp(text + length - wanted, ending) == 0;
}

/* `text` behind "key=" if the argument is of that key, else NULL. */
static const char* value_of(const char* argument, const char* key) {
  const size_t length = strlen(key);
  return strncmp(argument, key, length) == 0 && argument[length] == '=' ? argument + length + 1 : NULL;
}

static int parse_option(ndc_command* command, const char* argument) {
  const char* text;
  if ((text = value_of(argument, "dtype"))) {
    command->dtype = ndc_need(nd_dtype_parse(text));
  } else if ((text = value_of(argument, "order"))) {
    if (strcmp(text, "C") != 0 && strcmp(text, "F") != 0) ndc_misuse("order=%s is neither C nor F", text);
    command->order = *text == 'C' ? ND_ORDER_C : ND_ORDER_F;
  } else if ((text = value_of(argument, "format"))) {
    command->format = text;
  } else if ((text = value_of(argument, "delimiter"))) {
    command->delimiter = strcmp(text, "\\t") == 0 ? "\t" : text;
  } else if ((text = value_of(argument, "encoding"))) {
    command->encoding = text;
  } else if ((text = value_of(argument, "quotechar"))) {
    command->quotechar = text;
  } else if ((text = value_of(argument, "skiprows"))) {
    command->skiprows = strtoll(text, NULL, 10);
  } else {
    return 0;
  }
  return 1;
}

void ndc_parse(ndc_command* command, int argc, char** argv) {
  int i;
  memset(command, 0, sizeof *command);
  command->name = argv[1];
  command->order = ND_ORDER_K;
  for (i = 2; i < argc; ++i) {
    if (strcmp(argv[i], "-o") == 0) {
      if (i + 1 == argc) ndc_misuse("-o wants a file");
      if (command->noutputs == NDC_MOST) ndc_misuse("more than %d outputs", NDC_MOST);
      command->outputs[command->noutputs++] = argv[++i];
    } else if (!parse_option(command, argv[i])) {
      if (command->noperands == NDC_MOST) ndc_misuse("more than %d operands", NDC_MOST);
      command->operands[command->noperands++] = argv[i];
    }
  }
}

/* Python's weak numbers: 3, -7, 1.5, 1e3, inf, nan. */
static nd_array* number(const char* text) {
  char* end;
  double real;
  if (text[strspn(text, "+-")] >= '0' && text[strspn(text, "+-")] <= '9' && !strpbrk(text, ".eExX")) {
    if (strlen(text) < 19) {
      const long long integer = strtoll(text, &end, 10);
      return *end ? NULL : ndc_need(nd_weak_int(integer));
    }
    ndc_misuse("the integer %s is too large", text);
  }
  real = strtod(text, &end);
  return end == text || *end || strpbrk(text, "xX(") ? NULL : ndc_need(nd_weak_float(real));
}

static int is_csv(const char* path) { return ndc_ends_with(path, ".csv") || ndc_ends_with(path, ".csv.gz"); }

static nd_array* text_file(const ndc_command* command, const char* path) {
  nd_text_load_options options = {.struct_size = sizeof options};
  options.delimiter = command->delimiter ? command->delimiter : is_csv(path) ? "," : NULL;
  options.encoding = command->encoding;
  options.quotechar = command->quotechar;
  options.skiprows = command->skiprows;
  return ndc_need(nd_text_load(path, NULL, NULL, 0, NULL, 0, &options));
}

nd_array* ndc_load(const char* path) {
  ndc_command plain;
  memset(&plain, 0, sizeof plain);
  plain.operands[0] = path;
  return ndc_operand(&plain, 0);
}

nd_array* ndc_operand(const ndc_command* command, int index) {
  const char* operand = command->operands[index];
  nd_array* value;
  if (strcmp(operand, "-") == 0) return ndc_need(nd_npy_load("/dev/stdin"));
  if (ndc_ends_with(operand, ".npy")) return ndc_need(nd_npy_load(operand));
  value = number(operand);
  return value ? value : text_file(command, operand);
}

void ndc_write(nd_array* text) {
  const size_t length = (size_t)ndc_check(nd_array_size(text));
  if (fwrite(nd_array_data(text), 1, length, stdout) != length || fflush(stdout) != 0) {
    perror("ndc: cannot write to standard output");
    exit(NDC_FAILED);
  }
  nd_release(text);
}

void ndc_print(nd_array* a) {
  ndc_write(ndc_need(nd_array_ndim(a) == 0 ? nd_number_text(a) : nd_array_text(a, " ", 0, 0, NULL)));
  if (putchar('\n') == EOF) exit(NDC_FAILED);
}

void ndc_save(const ndc_command* command, const char* path, nd_array* a) {
  if (strcmp(path, "-") == 0) {
    ndc_check(nd_npy_save("/dev/stdout", a, 1));
  } else if (ndc_ends_with(path, ".npy")) {
    ndc_check(nd_npy_save(path, a, 1));
  } else {
    nd_text_save_options options = {.struct_size = sizeof options};
    options.fmt = command->format ? command->format : "%s";
    options.delimiter = command->delimiter ? command->delimiter : is_csv(path) ? "," : NULL;
    options.encoding = command->encoding;
    ndc_check(nd_text_save(path, a, &options));
  }
}

void ndc_result(const ndc_command* command, int index, nd_array* result) {
  if (index < command->noutputs) {
    ndc_save(command, command->outputs[index], result);
  } else {
    ndc_print(result);
  }
}
