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
    if (source.shape != tensor.sizes().vec() ||
        source.dtype != dtype_names().at(tensor.scalar_type())) {
      throw Error(fmt::format("{}: tensor {} is {} of another shape or type than the network's",
                              file.string(), name, source.dtype));
    }
    at::Tensor host = at::empty(source.shape, at::TensorOptions().dtype(tensor.scalar_type()));
    std::memcpy(host.mutable_data_ptr(), source.bytes.data(), source.bytes.size());
    at::Tensor(tensor).copy_(host);
  }
}

}  // namespace plumb
