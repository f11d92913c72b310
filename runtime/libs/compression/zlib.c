// CompressionNative_*: System.IO.Compression's view of zlib. The framework knows only this small record; zlib's own stream hangs on it.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PAL __attribute__((visibility("hidden"), used))

// System.IO.Compression.ZLibNative.ZStream; flush codes and results are zlib's numbers.
typedef struct {
  uint8_t *next_in, *next_out;
  char* message;
  z_stream* state;
  uint32_t available_in, available_out;
} Stream;

static int begin(Stream* stream) {
  stream->state = calloc(1, sizeof *stream->state);
  return stream->state ? Z_OK : Z_MEM_ERROR;
}

static void enter(const Stream* stream) {
  z_stream* z = stream->state;
  z->next_in = stream->next_in, z->avail_in = stream->available_in;
  z->next_out = stream->next_out, z->avail_out = stream->available_out;
}

static int leave(Stream* stream, int result) {
  const z_stream* z = stream->state;
  stream->next_in = z->next_in, stream->available_in = z->avail_in;
  stream->next_out = z->next_out, stream->available_out = z->avail_out;
  stream->message = z->msg;
  return result;
}

// A stream that could not start holds nothing.
static int started(Stream* stream, int result) {
  leave(stream, result);
  if (result != Z_OK) {
    free(stream->state);
    stream->state = NULL;
  }
  return result;
}

static int end(Stream* stream, int (*finish)(z_stream*)) {
  if (!stream->state) return Z_OK;
  int result = leave(stream, finish(stream->state));
  free(stream->state);
  stream->state = NULL;
  return result;
}

PAL int32_t CompressionNative_DeflateInit2_(Stream* stream, int32_t level, int32_t method, int32_t window_bits, int32_t memory_level, int32_t strategy) {
  if (begin(stream) != Z_OK) return Z_MEM_ERROR;
  enter(stream);
  return started(stream, deflateInit2(stream->state, level, method, window_bits, memory_level, strategy));
}
PAL int32_t CompressionNative_Deflate(Stream* stream, int32_t flush) {
  enter(stream);
  return leave(stream, deflate(stream->state, flush));
}
PAL int32_t CompressionNative_DeflateEnd(Stream* stream) { return end(stream, deflateEnd); }

PAL int32_t CompressionNative_InflateInit2_(Stream* stream, int32_t window_bits) {
  if (begin(stream) != Z_OK) return Z_MEM_ERROR;
  enter(stream);
  return started(stream, inflateInit2(stream->state, window_bits));
}
PAL int32_t CompressionNative_InflateReset2_(Stream* stream, int32_t window_bits) {
  enter(stream);
  return leave(stream, inflateReset2(stream->state, window_bits));
}
PAL int32_t CompressionNative_Inflate(Stream* stream, int32_t flush) {
  enter(stream);
  return leave(stream, inflate(stream->state, flush));
}
PAL int32_t CompressionNative_InflateEnd(Stream* stream) { return end(stream, inflateEnd); }

PAL uint32_t CompressionNative_Crc32(uint32_t crc, const uint8_t* data, int32_t size) { return (uint32_t)crc32(crc, data, (uInt)size); }

// The distribution's archives are compiled with checks that musl has no function for.
__attribute__((weak, visibility("hidden"))) void* __memset_chk(void* to, int value, size_t size, size_t room) {
  if (size > room) abort();
  return memset(to, value, size);
}
