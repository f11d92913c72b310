// Content-addressed store of objects on disk. A damaged, half-written or unreadable entry is a miss, never an error.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace ahead {
std::optional<std::vector<char>> cache_find(const std::string& dir, const std::string& key);
void cache_store(const std::string& dir, const std::string& key, const std::vector<char>& object);
}  // namespace ahead
