#include "training/checkpoint.hpp"

#include <torch/torch.h>

#include <cstring>
#include <map>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using NamedTensors = std::vector<std::pair<std::string, at::Tensor>>;

const std::map<at::ScalarType, std::string>& dtype_names() {
  static const std::map<at::ScalarType, std::string> names{{at::kFloat, "F32"},
                                                           {at::kDouble, "F64"},
                                                           {at::kLong, "I64"},
                                                           {at::kByte, "U8"},
                                                           {at::kBool, "BOOL"}};
  return names;
}

NamedTensors tensors_of(const Network& network) {
  NamedTensors tensors;
  for (const auto& item : network.named_parameters())
    tensors.emplace_back(item.key(), item.value());
  for (const auto& item : network.named_buffers()) tensors.emplace_back(item.key(), item.value());
  return tensors;
}

fs::path optimizer_file(const fs::path& directory, std::int64_t epoch) {
  return directory / fmt::format("optimizer-{:04}.safetensors", epoch);
}

StoredTensor stored(const std::string& name, const at::Tensor& tensor) {
  const at::Tensor host = tensor.detach().to(at::kCPU).contiguous();
  StoredTensor result{name, dtype_names().at(host.scalar_type()), host.sizes().vec(),
                      std::vector<std::byte>(host.nbytes())};
  std::memcpy(result.bytes.data(), host.const_data_ptr(), host.nbytes());
  return result;
}

void write(const fs::path& file, const NamedTensors& tensors, std::int64_t epoch,
           std::int64_t step) {
  StoredTensors content;
  for (const auto& [name, tensor] : tensors) content.tensors.push_back(stored(name, tensor));
  content.metadata = {{"epoch", std::to_string(epoch)}, {"step", std::to_string(step)}};
  write_safetensors(file, content);
}

void restore_into(const NamedTensors& tensors, const StoredTensors& content, const fs::path& file) {
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

}  // namespace

Checkpoints::Checkpoints(const fs::path& run_directory)
    : directory_(run_directory / "checkpoints") {}

void Checkpoints::save(std::int64_t epoch, std::int64_t step, const Network& network,
                       const Optimizer& optimizer) const {
  fs::create_directories(directory_);
  // The network last: a checkpoint that find_checkpoints sees is complete.
  write(optimizer_file(directory_, epoch), optimizer.state(), epoch, step);
  write(directory_ / fmt::format("epoch-{:04}.safetensors", epoch), tensors_of(network), epoch,
        step);
  for (const auto& [other, path] : find_checkpoints(directory_.parent_path())) {
    if (other >= epoch) continue;
    fs::remove(optimizer_file(directory_, other));
    if (other != 0) fs::remove(path);
  }
}

Checkpoints::Position Checkpoints::restore(Network& network, Optimizer& optimizer) const {
  const auto checkpoints = find_checkpoints(directory_.parent_path());
  if (checkpoints.empty()) throw Error("there is no checkpoint in " + directory_.string());
  const fs::path file = checkpoints.rbegin()->second;
  const StoredTensors content = read_safetensors(file);
  restore_into(tensors_of(network), content, file);

  const fs::path state_file = optimizer_file(directory_, checkpoints.rbegin()->first);
  restore_into(optimizer.state(), read_safetensors(state_file), state_file);
  return {std::stoll(content.metadata.at("epoch")), std::stoll(content.metadata.at("step"))};
}

}  // namespace plumb
