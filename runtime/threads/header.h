// The 8 header bytes before every object: identity hash, finalizer state, and the monitor lock.
//
//   -8  u32 state   [0..25] identity hash code, 0 = not asked for yet   [30] finalizer suppressed or already run   [others] zero
//   -4  u32 lock    0                                   free
//                   [0..19] owner's thread id           thin lock, [20..29] recursion (0 = entered once), [31..30] = 00
//                   [0..29] sync entry index            [31] = 1: inflated
//
// The two halves change by separate atomics, so a hash code never makes a lock inflate. The header moves with its object.
#pragma once
#include <stdint.h>
#include "abi/abi.h"

namespace ahead {

enum : uint32_t {
  kHashMask = 0x03ffffff, kFinalizerRun = 0x40000000,
  kLockOwnerMask = 0x000fffff, kLockRecursionShift = 20, kLockRecursionOne = 1u << kLockRecursionShift, kLockRecursionMask = 0x3ff00000,
  kLockInflated = 0x80000000, kLockIndexMask = 0x3fffffff,
};

struct ObjectHeader { uint32_t state, lock; };
static_assert(sizeof(ObjectHeader) == abi::kObjectHeaderSize);

inline ObjectHeader* header_of(const abi::Object* o) { return (ObjectHeader*)((uint8_t*)o - abi::kObjectHeaderSize); }

}  // namespace ahead
