#include "entry_witness.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>

namespace plumb {
namespace {

// A row of zeros, as of a unit that is dead or a pixel that is always black, is not yet the end.
constexpr std::int64_t most_entries = 8192;

const unsigned char* first_byte(const at::Tensor& tensor) {
  return static_cast<const unsigned char*>(tensor.const_data_ptr());
}

bool is_dense_on_cpu(const at::Tensor& tensor) {
  return tensor.is_cpu() && tensor.layout() == at::kStrided &&
         tensor.is_non_overlapping_and_dense() && !tensor.is_conj() && !tensor.is_neg();
}

/// Of a little-endian number, but for its sign.
bool is_zero(const unsigned char* entry, std::size_t size) {
  const unsigned char sign = 0x80;
  return std::all_of(entry, entry + size - 1, [](unsigned char byte) { return byte == 0; }) &&
         (entry[size - 1] & ~sign) == 0;
}

}  // namespace

EntryWitness::EntryWitness(const at::Tensor& tensor) {
  const auto size = static_cast<std::size_t>(tensor.element_size());
  if (!is_dense_on_cpu(tensor) || size > value_.size()) return;
  const unsigned char* entries = first_byte(tensor);
  const std::int64_t count = std::min(tensor.numel(), most_entries);
  for (std::int64_t i = 0; i < count; ++i) {
    const auto offset = static_cast<std::size_t>(i) * size;
    if (is_zero(entries + offset, size)) continue;
    offset_ = static_cast<std::int64_t>(offset);
    size_ = size;
    std::memcpy(value_.data(), entries + offset, size);
    return;
  }
}

bool EntryWitness::is_still_in(const at::Tensor& tensor) const {
  return offset_ >= 0 && is_dense_on_cpu(tensor) &&
         std::memcmp(first_byte(tensor) + offset_, value_.data(), size_) == 0;
}

}  // namespace plumb
