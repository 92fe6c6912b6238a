// Fields are looked at where they lie in the text; only quoted ones are copied.
#include "io/tokenizer.hpp"

#include <algorithm>
#include <utility>

#include "io/whitespace.hpp"

namespace nd {

namespace {

void require_no_newline(std::string_view mark, std::string_view argument) {
  if (mark.find_first_of("\r\n") != std::string_view::npos)
    fail(ND_TYPE_ERROR, ": argument `", argument, "` cannot hold an end of line");
}

void require_apart(std::string_view mark, std::string_view argument, const TextReading& reading) {
  require_no_newline(mark, argument);
  const bool is_delimiter = reading.delimiter.empty() ? blank_length(mark) > 0 : mark == reading.delimiter;
  if (!is_delimiter) return;
  fail(ND_TYPE_ERROR, ": arguments `delimiter` and `", argument, "` are incompatible: '", mark, "' is one of both");
}

void check_marks(const TextReading& reading) {
  require_no_newline(reading.delimiter, "delimiter");
  for (const std::string_view comment : reading.comments) {
    if (comment.empty()) fail(ND_VALUE_ERROR, ": an element of `comments` is empty: no comments are an empty list");
    require_apart(comment, "comments", reading);
  }
  if (reading.quote.empty()) return;
  require_apart(reading.quote, "quotechar", reading);
  if (std::ranges::find(reading.comments, reading.quote) != reading.comments.end())
    fail(ND_TYPE_ERROR, ": arguments `comments` and `quotechar` are incompatible: '", reading.quote, "' is both");
}

size_t index_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

Tokenizer::Tokenizer(ByteSource& source, const TextReading& reading, std::string_view name)
    : source_(source), reading_(reading), name_(name), blanks_(reading.delimiter.empty()), decoder_(reading.encoding) {
  check_marks(reading);
  kinds_[0] = kEnd;
  if (blanks_) {
    for (size_t i = 0; i < kinds_.size(); ++i) {
      if (is_ascii_blank(static_cast<char>(i))) kinds_[i] = kBlank;
      if (begins_wide_blank(static_cast<char>(i))) kinds_[i] = kMark;
    }
  } else {
    kinds_[index_of(reading.delimiter[0])] = kMark;
  }
  for (const std::string_view comment : reading.comments) kinds_[index_of(comment[0])] = kMark;
  kinds_['\n'] = kinds_['\r'] = kNewline;
}

// More text. A character that is none of the encoding is an error of the place where the reading has come to.
bool Tokenizer::refill() {
  const size_t before = text_.size();
  while (!ended_ && text_.size() == before) {
    const std::string_view piece = source_.next();
    ended_ = piece.empty();
    decoder_.decode(piece, ended_, text_);
  }
  if (text_.size() > before) return true;
  if (!decoder_.trouble().empty()) {
    fail(ND_FORMAT_ERROR, name_, ": ", decoder_.trouble(), " at row ", rows_, ", column ", count() + 1, " (line ",
         line_, "); see `encoding`");
  }
  return false;
}

bool Tokenizer::has(size_t bytes) {
  while (text_.size() - at_ < bytes) {
    if (!refill()) return false;
  }
  return true;
}

bool Tokenizer::matches(std::string_view mark) {
  const size_t known = std::min(text_.size() - at_, mark.size());
  if (text_.compare(at_, known, mark.substr(0, known)) != 0) return false;
  return has(mark.size()) && text_.compare(at_, mark.size(), mark) == 0;
}

size_t Tokenizer::delimiter_length() {
  if (blanks_) return blank_length(std::string_view(text_).substr(at_));
  return matches(reading_.delimiter) ? reading_.delimiter.size() : 0;
}

bool Tokenizer::comment_begins() {
  return std::ranges::any_of(reading_.comments, [&](std::string_view comment) { return matches(comment); });
}

// What was read is let go before a line begins, never within it: fields are places in the text.
bool Tokenizer::begin_line() {
  if (at_ >= kPieceBytes) {
    text_.erase(0, at_);
    at_ = 0;
  }
  line_ = ends_ + 1;
  if (std::exchange(after_return_, false) && has(1) && text_[at_] == '\n') ++at_;
  return has(1);
}

void Tokenizer::end_line() {
  after_return_ = text_[at_] == '\r';
  ++at_;
  ++ends_;
}

void Tokenizer::skip_rest() {
  for (;;) {
    at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    if (at_ < text_.size()) return end_line();
    if (!refill()) return;
  }
}

bool Tokenizer::skip_line() {
  fields_.clear();
  if (!begin_line()) return false;
  skip_rest();
  return true;
}

bool Tokenizer::next_row() {
  fields_.clear();
  unquoted_.clear();
  if (!begin_line()) return false;
  while (read_field()) {
  }
  if (!fields_.empty()) ++rows_;
  return true;
}

void Tokenizer::skip_blanks() {
  while (has(1)) {
    const Kind kind = kinds_[index_of(text_[at_])];
    const size_t length = kind == kBlank ? 1 : kind == kMark ? blank_length(std::string_view(text_).substr(at_)) : 0;
    if (length == 0) return;
    at_ += length;
  }
}

// From a quote to the next; a doubled one stands for itself. What never ends reaches to the end of the text.
void Tokenizer::read_quoted() {
  const std::string_view quote = reading_.quote;
  at_ += quote.size();
  for (;;) {
    const size_t end = std::min(text_.find(quote, at_), text_.size());
    unquoted_.append(text_, at_, end - at_);
    ends_ += std::count(text_.begin() + static_cast<ptrdiff_t>(at_), text_.begin() + static_cast<ptrdiff_t>(end), '\n');
    at_ = end;
    if (at_ == text_.size()) {
      if (!refill()) return;
      continue;
    }
    at_ += quote.size();
    if (!has(1) || !matches(quote)) return;
    unquoted_ += quote;
    at_ += quote.size();
  }
}

// One empty field is an empty line; between blanks, an empty one at the end is no field.
void Tokenizer::close(Field field, size_t tail, bool last) {
  if (field.quoted) {
    unquoted_.append(text_, tail, at_ - tail);
    field.end = unquoted_.size();
  } else {
    field.end = at_;
    if (last && field.begin == at_ && (blanks_ || fields_.empty())) return;
  }
  fields_.push_back(field);
}

// True: another field follows in the row.
bool Tokenizer::read_field() {
  if (blanks_) skip_blanks();
  Field field{at_, at_, false};
  if (!reading_.quote.empty() && has(1) && matches(reading_.quote)) {
    field = {unquoted_.size(), 0, true};
    read_quoted();
  }
  const size_t tail = at_;  // a quoted field may go on without quotes
  for (;;) {
    const char* const begin = text_.data();  // ends with a 0
    const char* p = begin + at_;
    while (kinds_[index_of(*p)] == kOrdinary) ++p;
    at_ = static_cast<size_t>(p - begin);
    const Kind kind = kinds_[index_of(*p)];
    if (kind == kNewline) {
      close(field, tail, true);
      end_line();
      return false;
    }
    if (kind == kBlank) {
      close(field, tail, false);
      ++at_;
      return true;
    }
    if (kind == kEnd) {
      if (at_ == text_.size() && !refill()) {
        close(field, tail, true);
        return false;
      }
      if (text_[at_] == '\0') ++at_;  // a character like any other
      continue;
    }
    if (comment_begins()) {
      close(field, tail, true);
      skip_rest();
      return false;
    }
    const size_t length = delimiter_length();
    if (length > 0) {
      close(field, tail, false);
      at_ += length;
      return true;
    }
    ++at_;
  }
}

}  // namespace nd
