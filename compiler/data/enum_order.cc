#include "data/enum_order.h"

#include <algorithm>
#include <bit>
#include <span>

namespace ahead {

namespace {

using Range = std::span<EnumConstant>;

void order(Range r, size_t a, size_t b) { if (r[b].key < r[a].key) std::swap(r[a], r[b]); }

void insertion_sort(Range r) {
  for (size_t i = 0; i + 1 < r.size(); i++) {
    EnumConstant moving = r[i + 1];
    size_t at = i + 1;
    for (; at > 0 && moving.key < r[at - 1].key; at--) r[at] = r[at - 1];
    r[at] = moving;
  }
}

void sift_down(Range r, size_t i, size_t n) {           // 1-based heap
  EnumConstant moving = r[i - 1];
  while (i <= n / 2) {
    size_t child = 2 * i;
    if (child < n && r[child - 1].key < r[child].key) child++;
    if (!(moving.key < r[child - 1].key)) break;
    r[i - 1] = r[child - 1];
    i = child;
  }
  r[i - 1] = moving;
}

void heap_sort(Range r) {
  size_t n = r.size();
  for (size_t i = n / 2; i >= 1; i--) sift_down(r, i, n);
  for (size_t i = n; i > 1; i--) {
    std::swap(r[0], r[i - 1]);
    sift_down(r, 1, i - 1);
  }
}

size_t partition(Range r) {
  size_t last = r.size() - 1, middle = last >> 1;
  order(r, 0, middle);
  order(r, 0, last);
  order(r, middle, last);
  uint64_t pivot = r[middle].key;
  std::swap(r[middle], r[last - 1]);
  size_t left = 0, right = last - 1;
  while (left < right) {
    while (left < last - 1 && r[++left].key < pivot) {}
    while (right > 0 && pivot < r[--right].key) {}
    if (left >= right) break;
    std::swap(r[left], r[right]);
  }
  if (left != last - 1) std::swap(r[left], r[last - 1]);
  return left;
}

void sort(Range r, int depth) {
  while (r.size() > 1) {
    if (r.size() <= 16) {
      if (r.size() == 2) return order(r, 0, 1);
      if (r.size() == 3) { order(r, 0, 1); order(r, 0, 2); order(r, 1, 2); return; }
      return insertion_sort(r);
    }
    if (depth-- == 0) return heap_sort(r);
    size_t p = partition(r);
    sort(r.subspan(p + 1), depth);
    r = r.first(p);
  }
}

}  // namespace

void sort_enum_constants(std::vector<EnumConstant>& list) {
  auto less = [](const EnumConstant& a, const EnumConstant& b) { return a.key < b.key; };
  if (std::is_sorted(list.begin(), list.end(), less)) return;
  sort(list, 2 * int(std::bit_width(list.size())));
}

}  // namespace ahead
