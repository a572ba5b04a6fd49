#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// Bytes of one element of a safetensors dtype, 0 if the dtype is not one that Plumb can hold.
std::size_t safetensors_element_size(std::string_view dtype);

/// The names that safetensors_element_size knows, for error messages.
std::string safetensors_dtypes();

/// Bytes of a tensor, or false if a dimension is negative or the product does not fit 64 bits.
bool safetensors_byte_size(const std::vector<std::int64_t>& shape, std::size_t element_size,
                           std::uint64_t& bytes);

/// safetensors' own bound on the JSON header.
inline constexpr std::uint64_t safetensors_header_limit = 100'000'000;

}  // namespace plumb
