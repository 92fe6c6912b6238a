/* ndc: arrays in files on the command line, computed by libndcore. */
#include "ndc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ndcore/loader.h"

static const char usage[] =
    "ndc info FILE...              dtype, shape and layout of arrays\n"
    "ndc print FILE                the elements\n"
    "ndc NAME ARGUMENT... KEY=VALUE...   any function of the library, `ndc ops` lists them: numbers, lists (1,2 or\n"
    "                              [x.npy,y.npy]), files, None, texts; add.reduce, add.outer: methods of ufuncs\n"
    "ndc call NAME ...             the same, also of a function that is called as a command here\n"
    "ndc explain NAME [DTYPE...]   where a call goes: files, loop, instruction set; operands are dtypes too here\n"
    "ndc convert FROM TO           .npy to text (.txt, .csv) and back; dtype=, order=, format=, delimiter=\n"
    "ndc version                   of the library\n"
    "\n"
    "Files: .npy, .csv and .txt (packed as .gz, too), or - for .npy through standard input and output.\n"
    "Of info, print and convert: delimiter=; encoding=latin-1 quotechar=' skiprows=1\n"
    "Results go to -o FILE, one each; without it they are printed. ndc sum x.npy axis=0,1 keepdims=1 -o sum.npy\n"
    "Exit code 1: an operation failed; 2: the command line is wrong.\n";

static void print_info(const ndc_command* command, int index) {
  nd_array* a = ndc_operand(command, index);
  nd_array_info info;
  int32_t i;
  memset(&info, 0, sizeof info);
  info.struct_size = sizeof info;
  ndc_check(nd_array_describe(a, &info));
  printf("%s: %s%s (", command->operands[index], nd_dtype_name(nd_array_dtype(a)),
         info.swapped ? ", byte-swapped," : "");
  for (i = 0; i < info.ndim; ++i) printf("%s%" PRId64, i ? ", " : "", info.shape[i]);
  printf("%s) %s order, %" PRId64 " elements, %" PRId64 " bytes\n", info.ndim == 1 ? "," : "",
         info.flags & ND_C_CONTIGUOUS ? "C" : "F", info.size, info.size * info.itemsize);
  nd_release(a);
}

static void convert(const ndc_command* command) {
  nd_array* a;
  if (command->noperands != 2) ndc_misuse("convert takes two files");
  a = ndc_operand(command, 0);
  if (command->dtype) a = ndc_need(nd_astype(a, command->dtype, ND_CASTING_UNSAFE, ND_ORDER_K));
  if (command->order != ND_ORDER_K) a = ndc_need(nd_copy(a, command->order));
  ndc_save(command, command->operands[1], a);
}

/* A dtype stands for a single number of it. */
static nd_array* example(const ndc_command* command, int index) {
  nd_dtype* dtype = nd_dtype_parse(command->operands[index]);
  return dtype ? ndc_need(nd_empty(NULL, 0, dtype, ND_ORDER_C)) : ndc_operand(command, index);
}

static void explain(const ndc_command* command) {
  nd_array* inputs[NDC_MOST];
  nd_array* text;
  int i;
  if (command->noperands == 0) ndc_misuse("explain takes the name of a function");
  for (i = 1; i < command->noperands; ++i) inputs[i - 1] = example(command, i);
  text = ndc_need(nd_explain(command->operands[0], command->noperands > 1 ? inputs : NULL, command->noperands - 1));
  ndc_write(text);
}

static void list_functions(void) {
  const int64_t count = ndc_check(nd_method_count());
  int64_t i;
  for (i = 0; i < count; ++i) {
    nd_method_info info;
    memset(&info, 0, sizeof info);
    info.struct_size = sizeof info;
    ndc_check(nd_method_get(i, &info));
    if (info.signature) puts(info.signature);
  }
}

/* 0: the command is none of these. */
static int run(const ndc_command* command) {
  int i;
  if (strcmp(command->name, "info") == 0) {
    if (command->noperands == 0) ndc_misuse("info takes a file");
    for (i = 0; i < command->noperands; ++i) print_info(command, i);
  } else if (strcmp(command->name, "print") == 0) {
    if (command->noperands == 0) ndc_misuse("print takes a file");
    for (i = 0; i < command->noperands; ++i) ndc_print(ndc_operand(command, i));
  } else if (strcmp(command->name, "convert") == 0) {
    convert(command);
  } else if (strcmp(command->name, "explain") == 0) {
    explain(command);
  } else if (strcmp(command->name, "ops") == 0) {
    list_functions();
  } else if (strcmp(command->name, "version") == 0) {
    printf("ndcore %s, revision %d of the API\n", nd_version(), (int)nd_revision());
  } else {
    return 0;
  }
  return 1;
}

int main(int argc, char** argv) {
  ndc_command command;
  char message[256];
  if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
    fputs(usage, argc < 2 ? stderr : stdout);
    return argc < 2 ? NDC_USAGE : NDC_OK;
  }
  if (nd_load(NULL, message, sizeof message) < 0) {
    fprintf(stderr, "%s\n", message);
    return NDC_FAILED;
  }
  if (strcmp(argv[1], "call") == 0) {
    if (argc < 3) ndc_misuse("call takes the name of a function");
    ndc_call(argv[2], argc - 3, argv + 3);
  } else {
    ndc_parse(&command, argc, argv);
    if (!run(&command)) ndc_call(argv[1], argc - 2, argv + 2);
  }
  return NDC_OK;
}
