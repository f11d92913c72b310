// MethodInfo objects of code: Delegate.Method, Exception.TargetSite, StackFrame.GetMethod. A method has one where reflection has a record of it.
#include "corelib/members.h"
#include "corelib/reflection/metadata.h"
#include "exceptions/exceptions.h"
#include <stdlib.h>

extern "C" const uint32_t ahead_method_objects;
extern "C" void* managed_MethodObject(ahead::abi::MethodDesc*);

namespace ahead {

namespace {

// Records by code address, filled at the first question.
struct Entry { const void* code; MethodDesc* method; };
Entry* table;
size_t capacity;

size_t slot_of(const void* code) { return (reinterpret_cast<uintptr_t>(code) * 0x9e3779b97f4a7c15ull >> 20) & (capacity - 1); }

void add(MethodDesc* m, const void* code) {
  if (!code) return;
  size_t i = slot_of(code);
  while (table[i].code && table[i].code != code) i = (i + 1) & (capacity - 1);
  if (!table[i].code) table[i] = {code, m};      // identical code is folded by the linker: the first one has the address
}

template <class F> void each_method(F visit) {
  for (uint64_t i = 0; i < ahead_program.type_count; i++) {
    const abi::TypeMembers* members = ahead_program.types[i]->info->extra->members;
    for (MethodDesc* m = members ? members->first_method : nullptr; m; m = m->next) {
      visit(m);
      for (MethodDesc* k = m->instances; k; k = k->next) visit(k);
    }
  }
}

void fill() {
  size_t n = 0;
  each_method([&](MethodDesc*) { n++; });
  capacity = 1024;
  while (capacity < n * 4) capacity *= 2;
  auto* fresh = static_cast<Entry*>(calloc(capacity, sizeof(Entry)));
  table = fresh;
  each_method([](MethodDesc* m) { add(m, m->code); });
  each_method([](MethodDesc* m) { add(m, m->boxed_code); add(m, m); });   // open delegates over virtual methods hold the record itself
}

// A delegate over a value type's method holds the unboxing stub, which is called like the method in traces.
MethodDesc* of_boxed(const abi::MethodName* name, void* target) {
  if (!target || !is_value_type(mt_of(target))) return nullptr;
  const abi::TypeMembers* members = members_of(mt_of(target));
  for (MethodDesc* m = members ? members->first_method : nullptr; m; m = m->next) {
    if (!m->code) continue;
    auto* other = find_method(static_cast<char*>(static_cast<void*>(m->code)) + 1);
    if (other && other->method == name->method && other->type == name->type) return m;
  }
  return nullptr;
}

MethodDesc* of_code(const void* code) {
  static uint32_t busy;
  while (__atomic_exchange_n(&busy, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
  if (!table) fill();
  __atomic_store_n(&busy, 0, __ATOMIC_RELEASE);
  for (size_t i = slot_of(code); table[i].code; i = (i + 1) & (capacity - 1)) if (table[i].code == code) return table[i].method;
  return nullptr;
}

}  // namespace
}  // namespace ahead

using namespace ahead;

extern "C" {

// Of a delegate's code; target: what the delegate is closed over.
void* ic_Ahead_RuntimeCalls_MethodOfCode(const char* code, void* target) {
  if (!ahead_method_objects) return nullptr;
  MethodDesc* m = of_code(code);
  if (!m)
    if (auto* name = find_method(const_cast<char*>(code) + 1)) m = of_boxed(name, target);
  return m ? managed_MethodObject(m) : nullptr;
}

// A delegate type's Invoke.
void* ic_Ahead_RuntimeCalls_InvokeMethod(void* delegate) {
  const MethodDesc* invoke = ahead_method_objects ? method_named(mt_of(delegate), "Invoke") : nullptr;
  return invoke ? managed_MethodObject(const_cast<MethodDesc*>(invoke)) : nullptr;
}

// Of a method's number in the table of names, counted from 1.
void* ic_Ahead_RuntimeCalls_MethodOfNumber(int32_t number) {
  if (!ahead_method_objects || number <= 0) return nullptr;
  MethodDesc* m = of_code(ahead_program.methods[number - 1].code);
  return m ? managed_MethodObject(m) : nullptr;
}

}
