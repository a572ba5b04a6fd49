#include "parameter_list.hpp"

#include <string>
#include <unordered_map>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/utf8.hpp"

namespace plumb {
namespace {

void check_parameter(const std::string& name, const at::Tensor& tensor) {
  if (const std::string valid = as_valid_utf8(name); valid != name)
    throw Error("the name of parameter " + valid + " to monitor is not UTF-8: give it another");
  if (!tensor.defined())
    throw Error("parameter " + name + " to monitor is an undefined tensor: leave it out");
  if (!tensor.is_leaf()) {
    throw Error("parameter " + name +
                " to monitor was computed from other tensors and keeps no gradient: name those "
                "that it was computed from");
  }
}

}  // namespace

ParameterList::ParameterList(const std::vector<std::pair<std::string, at::Tensor>>& named) {
  std::unordered_map<const void*, std::size_t> seen;
  std::unordered_map<std::string, std::size_t> names;
  for (const auto& [name, tensor] : named) {
    check_parameter(name, tensor);
    const auto [position, inserted] = seen.emplace(tensor.unsafeGetTensorImpl(), infos.size());
    const std::size_t place = position->second;
    if (names.emplace(name, place).first->second != place)
      throw Error("two parameters to monitor are called " + name + ": give each its own name");
    if (!inserted) {
      infos[place].aliases.push_back(name);
      continue;
    }
    infos.push_back({name, tensor.sizes().vec(), tensor.numel(), {}});
    tensors.push_back(tensor);
  }
  if (tensors.empty()) throw Error("the module to monitor has no parameters");
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].device() != tensors[0].device()) {
      throw Error("parameter " + infos[i].name + " is on " + tensors[i].device().str() + ", but " +
                  infos[0].name + " is on " + tensors[0].device().str());
    }
  }
}

}  // namespace plumb
