// As much JSON as the vectors use: integers, strings, lists, objects, null. For driver.cpp.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct Json {
  enum Kind { null, integer, text, list, object } kind = null;
  std::int64_t number = 0;
  std::string characters;
  std::vector<Json> items;        // of a list, or the values of an object
  std::vector<std::string> keys;  // of an object

  const Json* find(const std::string& key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == key) return &items[i];
    }
    return nullptr;
  }
  const Json& at(const std::string& key) const {
    const Json* found = find(key);
    if (!found) throw std::runtime_error("no key " + key);
    return *found;
  }
  friend bool operator==(const Json& a, const Json& b) {
    return a.kind == b.kind && a.number == b.number && a.characters == b.characters && a.items == b.items &&
           a.keys == b.keys;
  }
};

class Parser {
 public:
  explicit Parser(const std::string& line) : line_(line) {}

  Json value() {
    Json made;
    switch (peek()) {
      case 'n': at_ += 4; break;
      case '"':
        made.kind = Json::text;
        made.characters = string();
        break;
      case '[': sequence(']', made, Json::list); break;
      case '{': sequence('}', made, Json::object); break;
      default: made.kind = Json::integer; made.number = integer();
    }
    return made;
  }

 private:
  char peek() {
    while (line_.at(at_) == ' ' || line_.at(at_) == ',' || line_.at(at_) == ':') ++at_;
    return line_[at_];
  }

  void sequence(char end, Json& made, Json::Kind kind) {
    made.kind = kind;
    for (++at_; peek() != end;) {
      if (kind == Json::object) made.keys.push_back(string());
      made.items.push_back(value());
    }
    ++at_;
  }

  std::string string() {
    std::string made;
    for (++at_; line_.at(at_) != '"'; ++at_) {
      if (line_[at_] != '\\') {
        made += line_[at_];
      } else if (line_.at(++at_) == 'u') {
        append(std::stoul(line_.substr(at_ + 1, 4), nullptr, 16), made);
        at_ += 4;
      } else {
        made += line_[at_] == 'n' ? '\n' : line_[at_];
      }
    }
    ++at_;
    return made;
  }

  static void append(unsigned long code, std::string& utf8) {
    if (code < 0x80) {
      utf8 += static_cast<char>(code);
    } else if (code < 0x800) {
      utf8 += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
    } else {
      utf8 += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
               static_cast<char>(0x80 | (code & 0x3F))};
    }
  }

  std::int64_t integer() {
    std::size_t used = 0;
    const std::int64_t number = std::stoll(line_.substr(at_, 24), &used);
    at_ += used;
    return number;
  }

  const std::string& line_;
  std::size_t at_ = 0;
};
