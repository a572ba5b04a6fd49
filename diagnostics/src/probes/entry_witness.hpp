#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace plumb {

/// One entry of a tensor on the CPU that is not 0, remembered bit by bit: whoever scales the tensor
/// changes it, also through Tensor::data(), which leaves the version counter alone. LibTorch's own
/// clip_grad_norm_ is written so. Single entries that are changed that way go unnoticed.
class EntryWitness {
 public:
  EntryWitness() = default;
  explicit EntryWitness(const at::Tensor& tensor);

  /// Whether the tensor, the same one, still has that entry. False where no witness was found: in a
  /// tensor that is not dense, or begins with thousands of zeros.
  bool is_still_in(const at::Tensor& tensor) const;

 private:
  std::int64_t offset_ = -1;  ///< in bytes; negative: no witness
  std::size_t size_ = 0;      ///< of the entry
  std::array<unsigned char, 16> value_{};
};

}  // namespace plumb
