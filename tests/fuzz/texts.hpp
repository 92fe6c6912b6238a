// Texts, names, paths and bytes that functions are given.
#pragma once

#include <string>
#include <string_view>

#include "random.hpp"
#include "table.hpp"

namespace fuzz {

// Makes the files that functions may read, in the current folder.
void make_files();

// For a parameter of kind str: mostly what it can use.
std::string text_for(Random& random, const Function& function, std::string_view name);
// Whole and broken .npy images, tables of numbers, anything.
std::string bytes_for(Random& random, const Function& function);
// Not UTF-8, very long, with control characters.
std::string hostile_text(Random& random);

}  // namespace fuzz
