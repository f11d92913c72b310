#pragma once
namespace ahead {
// Collector, after the trace: entries of dead objects are freed, the others follow their object.
void sync_entries_after_trace();
}  // namespace ahead
