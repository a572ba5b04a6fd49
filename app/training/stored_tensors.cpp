#include "training/stored_tensors.hpp"

#include <torch/types.h>

#include <cstring>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

const std::map<at::ScalarType, std::string>& dtype_names() {
  static const std::map<at::ScalarType, std::string> names{{at::kFloat, "F32"},
                                                           {at::kDouble, "F64"},
                                                           {at::kLong, "I64"},
                                                           {at::kByte, "U8"},
                                                           {at::kBool, "BOOL"}};
  return names;
}

at::ScalarType type_of(const StoredTensor& tensor) {
  for (const auto& [type, name] : dtype_names())
    if (name == tensor.dtype) return type;
  throw Error(
      fmt::format("tensor {} is of type {}, which no checkpoint has", tensor.name, tensor.dtype));
}

at::Tensor read_into_host(const StoredTensor& source) {
  at::Tensor host = at::empty(source.shape, at::TensorOptions().dtype(type_of(source)));
  std::memcpy(host.mutable_data_ptr(), source.bytes.data(), source.bytes.size());
  return host;
}

bool fits(const StoredTensor& source, const at::Tensor& tensor) {
  return source.shape == tensor.sizes().vec() &&
         source.dtype == dtype_names().at(tensor.scalar_type());
}

StoredTensor stored(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor host = tensor.detach().to(at::kCPU).contiguous();
  StoredTensor result{name, dtype_names().at(host.scalar_type()), host.sizes().vec(),
                      std::vector<std::byte>(host.nbytes())};
  std::memcpy(result.bytes.data(), host.const_data_ptr(), host.nbytes());
  return result;
}

}  // namespace

void append(NamedTensors& tensors, const std::string& owner, const NamedTensors& more) {
  for (const auto& [name, tensor] : more) tensors.emplace_back(owner + '.' + name, tensor);
}

NamedTensors tensors_under(const std::string& owner, const StoredTensors& content) {
  NamedTensors tensors;
  for (const auto& tensor : content.tensors)
    if (tensor.name.starts_with(owner + '.'))
      tensors.emplace_back(tensor.name.substr(owner.size() + 1), read_into_host(tensor));
  return tensors;
}

NamedTensors those_in(const StoredTensors& content, const NamedTensors& tensors) {
  NamedTensors found;
  for (const auto& named : tensors)
    for (const auto& source : content.tensors)
      if (source.name == named.first && fits(source, named.second)) found.push_back(named);
  return found;
}

NamedTensors tensors_of(const Network& network) {
  NamedTensors tensors;
  for (const auto& item : network.named_parameters())
    tensors.emplace_back(item.key(), item.value());
  for (const auto& item : network.named_buffers()) tensors.emplace_back(item.key(), item.value());
  return tensors;
}

void store(const std::filesystem::path& file, const NamedTensors& tensors,
           std::map<std::string, std::string> metadata) {
  StoredTensors content;
  for (const auto& [name, tensor] : tensors) content.tensors.push_back(stored(name, tensor));
  content.metadata = std::move(metadata);
  write_safetensors(file, content);
}

void restore_into(const NamedTensors& tensors, const StoredTensors& content,
                  const std::filesystem::path& file) {
  std::map<std::string, const StoredTensor*> by_name;
  for (const auto& tensor : content.tensors) by_name[tensor.name] = &tensor;
  const at::NoGradGuard no_grad;
  for (const auto& [name, tensor] : tensors) {
    const auto found = by_name.find(name);
    if (found == by_name.end())
      throw Error(fmt::format("{} has no tensor {}", file.string(), name));
    const StoredTensor& source = *found->second;
    if (!fits(source, tensor)) {
      throw Error(fmt::format("{}: tensor {} is {} of another shape or type than the network's",
                              file.string(), name, source.dtype));
    }
    at::Tensor(tensor).copy_(read_into_host(source));
  }
}

}  // namespace plumb
