#include "call.hpp"

#include <cstdio>

#include "arrays.hpp"

namespace fuzz {

namespace {

template <class T>
std::string list_text(const nd_cell& cell, auto text) {
  const auto* const elements = reinterpret_cast<const T*>(static_cast<uintptr_t>(cell.value));
  if (elements == nullptr || cell.extent < 0) return "NULL, extent " + std::to_string(cell.extent);
  std::string whole = "[";
  for (int64_t i = 0; i < cell.extent; ++i) whole += (i > 0 ? ", " : "") + text(elements[i]);
  return whole + "]";
}

std::string number_text(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.17g", number);
  return text;
}

std::string quoted(const char* text, size_t length) {
  std::string whole = "\"";
  for (size_t i = 0; i < length && i < 300; ++i) {
    char escaped[8];
    const auto letter = static_cast<unsigned char>(text[i]);
    std::snprintf(escaped, sizeof escaped, letter < ' ' || letter > '~' ? "\\x%02x" : "%c", letter);
    whole += escaped;
  }
  return whole + "\"";
}

std::string handle_text(void* handle) {
  switch (nd_handle_kind(handle)) {
    case ND_KIND_ARRAY: return text_of(static_cast<nd_array*>(handle));
    case ND_KIND_DTYPE:
      return std::string(nd_dtype_is_swapped(static_cast<nd_dtype*>(handle)) == 1 ? "dtype swapped " : "dtype ") +
             nd_dtype_name(static_cast<nd_dtype*>(handle));
    case ND_KIND_UFUNC: return std::string("ufunc ") + nd_ufunc_name(static_cast<nd_ufunc*>(handle));
    case ND_KIND_BUFFER: return "a buffer";
    case ND_KIND_TOKEN: return "a token";
    case ND_KIND_MODULE: return "a module";
    default: return handle == nullptr ? "NULL" : "no good handle";
  }
}

std::string string_text(const nd_cell& cell) {
  const auto* const text = reinterpret_cast<const char*>(static_cast<uintptr_t>(cell.value));
  if (text == nullptr) return "text NULL, extent " + std::to_string(cell.extent);
  return quoted(text, cell.extent < 0 ? std::strlen(text) : static_cast<size_t>(cell.extent));
}

std::string bytes_text(const nd_cell& cell) {
  const auto* const memory = reinterpret_cast<const char*>(static_cast<uintptr_t>(cell.value));
  std::string text = "bytes " + std::to_string(cell.extent);
  if (memory == nullptr) return text + " at NULL";
  return cell.extent > 0 && cell.extent < 400 ? text + " " + quoted(memory, static_cast<size_t>(cell.extent)) : text;
}

}  // namespace

std::string text_of(const nd_cell& cell) {
  switch (cell.kind) {
    case ND_CELL_UNSET: return "unset";
    case ND_CELL_NONE: return "None";
    case ND_CELL_BOOL: return "bool " + std::to_string(cell.value);
    case ND_CELL_INT: return std::to_string(nd_cell_as_int(&cell));
    case ND_CELL_UINT: return "uint " + std::to_string(cell.value);
    case ND_CELL_DOUBLE: return "float " + number_text(nd_cell_as_double(&cell));
    case ND_CELL_COMPLEX:
      return "complex " + number_text(nd_cell_as_double(&cell)) + " " + number_text(nd_cell_as_imag(&cell));
    case ND_CELL_STRING: return string_text(cell);
    case ND_CELL_BYTES: return bytes_text(cell);
    case ND_CELL_HANDLE: return handle_text(reinterpret_cast<void*>(static_cast<uintptr_t>(cell.value)));
    case ND_CELL_LIST_INT: return list_text<int64_t>(cell, [](int64_t number) { return std::to_string(number); });
    case ND_CELL_LIST_DOUBLE: return "floats " + list_text<double>(cell, number_text);
    case ND_CELL_LIST_STRING:
      return list_text<const char*>(
          cell, [](const char* text) { return text == nullptr ? "NULL" : quoted(text, std::strlen(text)); });
    case ND_CELL_LIST_HANDLE: return list_text<void*>(cell, handle_text);
    case ND_CELL_LIST_CELL:
      return "cells " + list_text<nd_cell>(cell, [](const nd_cell& element) { return text_of(element); });
    default: return "a cell of kind " + std::to_string(cell.kind);
  }
}

std::string text_of(const Call& call) {
  std::string text = call.name + "(";
  for (size_t i = 0; i < call.cells.size(); ++i) {
    if (i > 0) text += ", ";
    const auto positional = static_cast<size_t>(call.positional());
    if (i >= positional) {
      const char* const keyword = call.keywords[i - positional];
      text += (keyword == nullptr ? "NULL" : std::string(keyword)) + "=";
    }
    text += text_of(call.cells[i]);
  }
  return text + ")" + (call.room == 24 ? "" : " room for " + std::to_string(call.room));
}

}  // namespace fuzz
