// System.Runtime.InteropServices.Marshal: native forms of structs and delegates as function pointers.
//
// A function pointer must carry its delegate. Without a code generator that is a *trampoline*: a page of identical little
// functions, each of which loads two words from its own cell in the page behind it,
//     mov r10, [cell.delegate handle]      jmp [cell.code]
// The code page is written once and then made executable; making a function pointer only fills a cell. A delegate gets at most one
// (_methodBase remembers it), and its handle is weak: the program keeps the delegate alive for as long as native code may call, a P/Invoke
// does so for its arguments while it runs. Cells of dead delegates are used again in turn; a call
// before that finds an empty handle and ends the process with a message.
#include "corelib/handles.h"
#include "corelib/throw.h"
#include "exceptions/exceptions.h"
#include "os/os.h"
#include "threads/lock.h"
#include "types/names.h"
#include <string.h>

using namespace ahead;

namespace {

struct Cell { void** handle; void* code; };
constexpr size_t kTrampolineBytes = 32, kPerPage = kPageSize / kTrampolineBytes;
static_assert(kPerPage * sizeof(Cell) <= kPageSize);
constexpr size_t kMaxPages = 4096;

Lock trampoline_lock;
uint8_t* pages[kMaxPages];
size_t page_count, next_cell, free_in_round;

void write_trampoline(uint8_t* at, const Cell* cell) {
  auto relative = [&](const void* target, const uint8_t* end) { return int32_t((const uint8_t*)target - end); };
  uint8_t code[] = {0x4c, 0x8b, 0x15, 0, 0, 0, 0, 0xff, 0x25, 0, 0, 0, 0};    // mov r10, [rip+d]; jmp [rip+d]
  int32_t d = relative(&cell->handle, at + 7);
  __builtin_memcpy(code + 3, &d, 4);
  d = relative(&cell->code, at + 13);
  __builtin_memcpy(code + 9, &d, 4);
  __builtin_memcpy(at, code, sizeof code);
}

bool add_page() {
  if (page_count == kMaxPages) return false;
  auto* page = (uint8_t*)os_map(2 * kPageSize);
  if (!page) return false;
  for (size_t i = 0; i < kPerPage; i++) write_trampoline(page + i * kTrampolineBytes, (Cell*)(page + kPageSize) + i);
  if (!os_make_executable(page, kPageSize)) return false;
  pages[page_count++] = page;
  return true;
}

Cell& cell_number(size_t i) { return ((Cell*)(pages[i / kPerPage] + kPageSize))[i % kPerPage]; }

// Goes round over all cells. A round that finds less than half of them dead is followed by a new page, so a search costs little on average.
bool find_cell(size_t& found) {
  for (; next_cell < page_count * kPerPage; next_cell++) {
    Cell& cell = cell_number(next_cell);
    if (cell.handle && handle_get(cell.handle)) continue;
    free_in_round++;
    found = next_cell++;
    return true;
  }
  bool again = free_in_round > page_count * kPerPage / 2;
  free_in_round = 0;
  next_cell = again ? 0 : page_count * kPerPage;
  if (!again && !add_page()) return false;
  return find_cell(found);
}

void* make_trampoline(void* delegate, void* code) {
  size_t i;
  if (!find_cell(i)) return nullptr;
  Cell& cell = cell_number(i);
  if (cell.handle) handle_set(cell.handle, (Object*)delegate);
  else cell.handle = handle_alloc(HandleKind::WeakLong, (Object*)delegate);
  cell.code = code;
  return pages[i / kPerPage] + i % kPerPage * kTrampolineBytes;
}

// The cell of a function pointer that we made; null for any other code.
Cell* cell_of(const void* code) {
  for (size_t i = 0; i < page_count; i++) {
    size_t offset = (const uint8_t*)code - pages[i];
    if (offset < kPageSize && offset % kTrampolineBytes == 0) return (Cell*)(pages[i] + kPageSize) + offset / kTrampolineBytes;
  }
  return nullptr;
}

void* target_of(void* delegate) { return field_at<void*>(delegate, ahead_offset_Delegate__target); }

}  // namespace

extern "C" {

[[noreturn]] void ahead_collected_delegate(MethodTable* type) {
  const char* module = type->info->module->name;
  size_t length = strlen(module);
  if (length > 4 && !strcmp(module + length - 4, ".dll")) length -= 4;
  Text text;
  text << "Process terminated.\nA callback was made on a garbage collected delegate of type '";
  for (size_t i = 0; i < length; i++) text << module[i];
  text << '!';
  type_name(type, kNameToString, text);
  text << "::Invoke'.\n";
  trace_text(trace_capture(static_cast<void**>(__builtin_frame_address(0)), 0), text);
  fail_fast(text.c_str());
}

void* MarshalNative_GetFunctionPointerForDelegateInternal(ObjectHandle handle) {
  const TypeInfo* info = mt_of(*handle)->info;
  // A delegate over a native function gives that function back.
  if (info->extra->delegate_to_native && field_at<void*>(*handle, ahead_offset_Delegate__methodPtr) == info->extra->delegate_to_native)
    return field_at<void*>(*handle, ahead_offset_Delegate__methodPtrAux);
  if (info->generic_arity) throw_managed(Throw::GenericArgument, "delegate");
  if (!info->extra->delegate_from_native) throw_managed(Throw::NotSupported, "the delegate's signature cannot be called by native code");
  void* known = field_at<void*>(*handle, ahead_offset_Delegate__methodBase);
  if (known && mt_of(known) == ahead_mt_IntPtr) return field_at<void*>(known, 8);
  void* box = ahead_alloc(ahead_mt_IntPtr);
  void* code;
  {
    Locked hold(trampoline_lock);
    code = make_trampoline(*handle, info->extra->delegate_from_native);
  }
  if (!code) throw_managed(Throw::OutOfMemory);
  field_at<void*>(box, 8) = code;
  store_ref(*handle, ahead_offset_Delegate__methodBase, box);
  return code;
}

void MarshalNative_GetDelegateForFunctionPointerInternal(void* code, void**, MethodTable* type, ObjectHandle result) {
  {
    Locked hold(trampoline_lock);
    Cell* cell = cell_of(code);
    if (Object* known = cell && cell->handle ? handle_get(cell->handle) : nullptr) { set(result, known); return; }
  }
  if (!type->info->extra->delegate_to_native) throw_managed(Throw::NotSupported, "the delegate's signature cannot call native code");
  void* d = ahead_alloc(type);
  set(result, d);
  store_ref(d, ahead_offset_Delegate__target, d);
  field_at<void*>(d, ahead_offset_Delegate__methodPtr) = type->info->extra->delegate_to_native;
  field_at<void*>(d, ahead_offset_Delegate__methodPtrAux) = code;
}

int32_t MarshalNative_SizeOfHelper(void**, MethodTable* type, int32_t throws) {
  uint32_t size = type->info->extra->native_size;
  if (size || !throws) return int32_t(size);
  Text message;
  message << "Type '";
  type_name(type, kNameToString, message);
  message << "' cannot be marshaled as an unmanaged structure; no meaningful size or offset can be computed.";
  throw_managed(Throw::Argument, message.c_str());
}

// No stub: the bytes are copied.
int32_t MarshalNative_TryGetStructMarshalStub(MethodTable* type, void** stub, uintptr_t* size) {
  const auto* extra = (const abi::TypeExtra*)type->info->extra;
  *stub = extra->struct_stub;
  *size = extra->native_size;
  return *stub || (extra->native_size && extra->is_blittable);
}

int32_t ic_Ahead_RuntimeCalls_NativeOffset(MethodTable* type, String* name) {
  const auto* extra = (const abi::TypeExtra*)type->info->extra;
  if (!extra->native_size) return -2;
  if (!name) return -1;
  char text[256];
  to_utf8(name, text, sizeof text);
  for (uint32_t i = 0; i < extra->native_field_count; i++)
    if (!strcmp(extra->native_fields[i].name, text)) return int32_t(extra->native_fields[i].value);
  return -1;
}

void* ic_System_StubHelpers_StubHelpers_GetDelegateTarget(void* delegate) { return target_of(delegate); }

}
