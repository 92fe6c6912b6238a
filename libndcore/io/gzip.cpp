// zlib's memory comes from operator new, so that a failure of it can be provoked in tests like any other.
#include "io/gzip.hpp"

#include <zlib.h>

#include <new>

namespace nd {

namespace {

constexpr int kGzip = 15 + 16;                  // the largest window, in the gzip format
constexpr int kLevel = 9;                       // as Python's gzip module has it
constexpr int kMemoryLevel = 8;                 // zlib's default
constexpr size_t kMostBytes = size_t{1} << 30;  // of one call: zlib counts in 32 bits

voidpf take(voidpf /*opaque*/, uInt count, uInt size) { return ::operator new(size_t{count} * size, std::nothrow); }
void give_back(voidpf /*opaque*/, voidpf block) { ::operator delete(block); }

z_stream fresh() {
  z_stream stream{};
  stream.zalloc = take;
  stream.zfree = give_back;
  return stream;
}

Bytef* place(std::string& bytes) { return reinterpret_cast<Bytef*>(bytes.data()); }

// zlib does not write to its input.
Bytef* place(std::string_view bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); }

}  // namespace

struct GzipSource::State {
  State(ByteSource& source, std::string_view of) : packed(source), name(of), out(kPieceBytes, '\0') {}
  ByteSource& packed;
  std::string name;
  std::string_view rest;  // of the packed piece, behind what zlib was given
  std::string out;
  z_stream stream = fresh();
  bool inside = false;  // a member has begun
  bool ended = false;
};

GzipSource::GzipSource(ByteSource& packed, std::string_view name) : state_(std::make_unique<State>(packed, name)) {
  if (inflateInit2(&state_->stream, kGzip) != Z_OK) fail(ND_NO_MEMORY, name, ": cannot allocate memory to unpack it");
}

GzipSource::~GzipSource() { inflateEnd(&state_->stream); }

bool GzipSource::more_input() {
  State& s = *state_;
  if (s.stream.avail_in > 0) return true;
  if (s.rest.empty()) s.rest = s.packed.next();
  const std::string_view part = s.rest.substr(0, kMostBytes);
  s.rest.remove_prefix(part.size());
  s.stream.next_in = place(part);
  s.stream.avail_in = static_cast<uInt>(part.size());
  return !part.empty();
}

std::string_view GzipSource::next() {
  State& s = *state_;
  s.stream.next_out = place(s.out);
  s.stream.avail_out = static_cast<uInt>(s.out.size());
  while (s.stream.avail_out > 0 && !s.ended) {
    if (!more_input()) {
      if (s.inside) fail(ND_IO_ERROR, s.name, ": the gzip file ends before its end is marked");
      s.ended = true;
      break;
    }
    if (!s.inside && *s.stream.next_in == 0 && s.stream.total_in > 0) {  // padding behind a member
      ++s.stream.next_in;
      --s.stream.avail_in;
      continue;
    }
    if (!s.inside && s.stream.total_in > 0) inflateReset(&s.stream);
    s.inside = true;
    const int status = inflate(&s.stream, Z_NO_FLUSH);
    if (status == Z_STREAM_END) {
      s.inside = false;
    } else if (status == Z_MEM_ERROR) {
      fail(ND_NO_MEMORY, s.name, ": cannot allocate memory to unpack it");
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      fail(ND_IO_ERROR, s.name,
           ": no gzip file that can be read: ", s.stream.msg != nullptr ? s.stream.msg : "it is damaged");
    }
  }
  return std::string_view(s.out).substr(0, s.out.size() - s.stream.avail_out);
}

struct GzipWriter::State {
  explicit State(FunctionRef<void(std::string_view)> to) : write(to), out(kPieceBytes, '\0') {}
  FunctionRef<void(std::string_view)> write;
  std::string out;
  z_stream stream = fresh();
};

GzipWriter::GzipWriter(FunctionRef<void(std::string_view)> write) : state_(std::make_unique<State>(write)) {
  if (deflateInit2(&state_->stream, kLevel, Z_DEFLATED, kGzip, kMemoryLevel, Z_DEFAULT_STRATEGY) != Z_OK)
    fail(ND_NO_MEMORY, "savetxt: cannot allocate memory to pack the text");
}

GzipWriter::~GzipWriter() { deflateEnd(&state_->stream); }

void GzipWriter::deflate_with(int flush) {
  State& s = *state_;
  do {
    s.stream.next_out = place(s.out);
    s.stream.avail_out = static_cast<uInt>(s.out.size());
    deflate(&s.stream, flush);  // cannot fail: its state is good, and there is room
    s.write(std::string_view(s.out).substr(0, s.out.size() - s.stream.avail_out));
  } while (s.stream.avail_out == 0);
}

void GzipWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view part = bytes.substr(0, kMostBytes);
    bytes.remove_prefix(part.size());
    state_->stream.next_in = place(part);
    state_->stream.avail_in = static_cast<uInt>(part.size());
    deflate_with(Z_NO_FLUSH);
  }
}

void GzipWriter::finish() {
  state_->stream.next_in = nullptr;
  state_->stream.avail_in = 0;
  deflate_with(Z_FINISH);
}

}  // namespace nd
