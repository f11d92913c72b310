// Memory and lock of what reflection makes at run time.
#pragma once
#include "corelib/reflection/metadata.h"

namespace ahead {

void* made_memory(size_t bytes);          // zeroed, for ever, near the image; null when there is no more
struct MadeLock { MadeLock(); ~MadeLock(); };   // recursive

const TypeMembers* made_members(MethodTable*);
MethodDesc* made_instance(MethodDesc* definition, MethodTable* const* arguments, uint32_t count);   // of a generic method: without code
MethodDesc* made_method(MethodTable* owner, uint32_t token);   // null: the definition does not have it either

}  // namespace ahead
