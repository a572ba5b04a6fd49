#include "parameter_list.hpp"

#include <unordered_map>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

ParameterList::ParameterList(const std::vector<std::pair<std::string, at::Tensor>>& named) {
  std::unordered_map<const void*, std::size_t> seen;
  for (const auto& [name, tensor] : named) {
    if (!tensor.defined())
      throw Error("parameter " + name + " to monitor is an undefined tensor: leave it out");
    const auto [position, inserted] = seen.emplace(tensor.unsafeGetTensorImpl(), infos.size());
    if (!inserted) {
      infos[position->second].aliases.push_back(name);
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
