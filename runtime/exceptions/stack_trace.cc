// Stack traces are return addresses, collected by walking frame pointers from the throw to the frame that catches. Names are looked up
// when somebody reads the trace: the unwind tables give the function's start, ahead_program.methods gives its name.
#include "exceptions/exceptions.h"
#include <string.h>
#include <sys/mman.h>

namespace ahead {
namespace {

using abi::MethodName;

// ---- methods by address ----
const MethodName** sorted_methods;

void sift_down(const MethodName** a, size_t i, size_t n) {
  const MethodName* item = a[i];
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    if (child + 1 < n && a[child]->code < a[child + 1]->code) child++;
    if (a[child]->code <= item->code) break;
    a[i] = a[child];
  }
  a[i] = item;
}

// In place and without malloc: the table may be needed first in a signal handler.
void heap_sort(const MethodName** a, size_t n) {
  for (size_t i = n / 2; i-- > 0;) sift_down(a, i, n);
  for (size_t end = n; end > 1;) {
    const MethodName* top = a[0];
    a[0] = a[--end];
    a[end] = top;
    sift_down(a, 0, end);
  }
}

// ---- frame pointers ----
bool plausible(void** frame, void** younger) {
  auto high = reinterpret_cast<uintptr_t>(ahead_thread.stack_high);
  auto at = reinterpret_cast<uintptr_t>(frame);
  return frame > younger && at % 8 == 0 && (!high || at + 16 <= high);
}

// Visits return addresses from `frame` on until `last` was reached (its own address included) or the chain ends; returns where it stopped.
template <class F> void** walk(void** frame, void** last, F visit) {
  while (frame && frame != last) {
    if (!frame[1]) break;
    visit(reinterpret_cast<uint64_t>(frame[1]));
    auto** next = static_cast<void**>(frame[0]);
    if (!plausible(next, frame)) return last;
    frame = next;
  }
  return frame;
}

size_t count_frames(void** frame, void** last) {
  size_t n = 0;
  walk(frame, last, [&](uint64_t) { n++; });
  return n;
}

// Null when memory is short: the trace then ends early, an OutOfMemoryException must get through.
Array* new_trace(size_t count) { return static_cast<Array*>(static_cast<void*>(gc_try_alloc_array(ahead_mt_ByteArray, int64_t(count) * 8))); }
size_t trace_length(const void* trace) { return trace ? static_cast<const Array*>(trace)->length / 8 : 0; }

bool same_method(uint64_t a, uint64_t b) {
  auto* m = find_method(reinterpret_cast<void*>(a & ~kForeignBoundary));
  return m && m == find_method(reinterpret_cast<void*>(b & ~kForeignBoundary));
}

// `throw;` runs in the frame that the first throw already recorded last.
void** skip_rethrow_frame(InFlight* record, const Array* old) {
  size_t n = trace_length(old);
  void** frame = record->trace_frame;
  if (!n || !frame) return frame;
  uint64_t last = const_cast<Array*>(old)->as<uint64_t>()[n - 1];
  if (last & kForeignBoundary || !same_method(last, reinterpret_cast<uint64_t>(frame[1]))) return frame;
  auto** next = static_cast<void**>(frame[0]);
  return plausible(next, frame) ? next : nullptr;
}

}  // namespace

void prepare_method_table() {
  if (__atomic_load_n(&sorted_methods, __ATOMIC_ACQUIRE) || !ahead_program.method_count) return;
  size_t bytes = ahead_program.method_count * sizeof(void*);
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  auto** table = static_cast<const MethodName**>(memory);
  for (size_t i = 0; i < ahead_program.method_count; i++) table[i] = ahead_program.methods + i;
  heap_sort(table, ahead_program.method_count);
  const MethodName** expected = nullptr;
  if (!__atomic_compare_exchange_n(&sorted_methods, &expected, table, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) munmap(memory, bytes);
}

const MethodName* method_of(const void* start) {
  prepare_method_table();
  const MethodName** table = __atomic_load_n(&sorted_methods, __ATOMIC_ACQUIRE);
  if (!table) return nullptr;
  size_t low = 0, high = ahead_program.method_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (table[middle]->code < start) low = middle + 1; else high = middle;
  }
  return low < ahead_program.method_count && table[low]->code == start ? table[low] : nullptr;
}

const MethodName* find_method(const void* address) {
  void* start = _Unwind_FindEnclosingFunction(const_cast<void*>(address));
  return start ? method_of(start) : nullptr;
}

void trace_append(InFlight* record, void** last_frame) {
  void** first = record->trace_frame;
  auto* old = static_cast<Array*>(field_at<void*>(record->object, ahead_offset_Exception__stackTrace));
  if (record->rethrow) { first = skip_rethrow_frame(record, old); record->rethrow = false; }
  record->trace_frame = last_frame;
  size_t added = count_frames(first, last_frame);
  if (!added) return;
  size_t kept = trace_length(old);
  Array* trace = new_trace(kept + added);
  if (!trace) return;
  old = static_cast<Array*>(field_at<void*>(record->object, ahead_offset_Exception__stackTrace));
  auto* out = trace->as<uint64_t>();
  if (kept) memcpy(out, old->data, kept * 8);
  out += kept;
  walk(first, last_frame, [&](uint64_t ip) { *out++ = ip; });
  store_ref(record->object, ahead_offset_Exception__stackTrace, trace);
}

void** trace_first(void** frame) {
  while (frame && frame[1]) {
    auto* m = find_method(frame[1]);
    auto** next = static_cast<void**>(frame[0]);
    if (!plausible(next, frame)) return nullptr;
    frame = next;
    if (m && !(m->flags & (abi::kMethodHidden | abi::kMethodUnlisted))) break;
  }
  return frame;
}

void* trace_capture(void** first_frame, int32_t skip) {
  size_t n = count_frames(first_frame, nullptr);
  size_t kept = n > size_t(skip) ? n - skip : 0;
  Array* trace = new_trace(kept);
  if (!trace) return ahead_alloc_array(ahead_mt_ByteArray, 0);
  auto* out = trace->as<uint64_t>();
  walk(first_frame, nullptr, [&](uint64_t ip) { if (skip-- <= 0) *out++ = ip; });
  return trace;
}

void* trace_expand(void* trace) {
  size_t n = trace_length(trace), count = 0;
  Frame frame;
  auto each = [&](auto visit) {
    auto* entries = static_cast<Array*>(trace)->as<uint64_t>();
    for (size_t i = 0; i < n; i++) {
      uint64_t ip = entries[i] & ~kForeignBoundary;
      for (uint32_t depth = 0; depth <= kDepthMask && find_frame(reinterpret_cast<void*>(ip), depth, &frame); depth++) visit(ip | uint64_t(depth) << kDepthShift);
      visit(entries[i] & kForeignBoundary);
    }
  };
  each([&](uint64_t entry) { count += (entry & ~kForeignBoundary) != 0; });
  if (!trace || count == n) return trace;
  Array* expanded = new_trace(count);
  if (!expanded) return trace;
  auto* out = expanded->as<uint64_t>();
  each([&](uint64_t entry) { if (entry & ~kForeignBoundary) *out++ = entry; else out[-1] |= entry; });
  return expanded;
}

void trace_text(const void* trace, Text& out) {
  size_t n = trace_length(trace);
  auto* entries = const_cast<Array*>(static_cast<const Array*>(trace))->as<uint64_t>();
  bool first = true;
  Frame hidden{};
  auto line = [&](const Frame& f) {
    if (!first) out << '\n';
    first = false;
    out << "   at " << f.method->type << (f.method->type[0] ? "." : "") << f.method->method;
    if (f.file) (out << " in " << f.file << ":line ").number(f.line);
  };
  for (size_t i = 0; i < n; i++) {
    Frame frame{};
    for (uint32_t depth = 0; find_frame(reinterpret_cast<void*>(entries[i] & ~kForeignBoundary), depth, &frame); depth++) {
      if (!frame.method) continue;
      hidden = frame;
      if (!(frame.method->flags & (abi::kMethodHidden | abi::kMethodUnlisted))) line(frame), hidden = {};
    }
    if (entries[i] & kForeignBoundary && !first && !(frame.method && frame.method->flags & abi::kMethodAsync)) out << "\n--- End of stack trace from previous location ---";
  }
  if (first && hidden.method) line(hidden);                 // the last frame is shown even if it is hidden
}

}  // namespace ahead
