// Enums and value types: members and fields as the compiler described them.
#include "corelib/handles.h"

using namespace ahead;

extern "C" {

int32_t ic_Ahead_RuntimeCalls_EnumCount(MethodTable* mt) { return int32_t(mt->info->extra->enum_count); }
uint8_t ic_Ahead_RuntimeCalls_EnumHasFlags(MethodTable* mt) { return mt->info->is_enum_flags; }
int64_t ic_Ahead_RuntimeCalls_EnumValue(MethodTable* mt, int32_t index) { return mt->info->extra->enum_members[index].value; }
void* ic_Ahead_RuntimeCalls_EnumName(MethodTable* mt, int32_t index) { return new_string(mt->info->extra->enum_members[index].name); }

const abi::ValueField* ic_Ahead_RuntimeCalls_ValueFields(MethodTable* mt, int32_t* count) {
  *count = int32_t(mt->info->extra->value_field_count);
  return mt->info->extra->value_fields;
}

}
