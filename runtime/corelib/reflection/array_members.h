// Get, Set, Address and the constructors of array types, as reflection sees them.
#pragma once
#include "corelib/members.h"
#include "corelib/reflection/metadata.h"

namespace ahead {

const TypeMembers* array_members(const MethodTable* array_type);
inline bool is_array_member(const MethodDesc* m) { return is_array(m->owner); }      // inherited ones belong to System.Array
Bytes array_member_signature(const MethodDesc*);
void* invoke_array_member(const MethodDesc*, void* target, void* const* arguments);  // boxed result, or the new array

}  // namespace ahead
