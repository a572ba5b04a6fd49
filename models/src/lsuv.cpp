#include "plumb/models/lsuv.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <cmath>
#include <utility>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/kernel_layer.hpp"
#include "plumb/models/network.hpp"

namespace plumb {
namespace {

/// Watches the kernel layers of a network while it lives, and puts their kernels back unless told
/// that all went well.
class Rescaling {
 public:
  Rescaling(Network& network, const LsuvOptions& options) : options_(options) {
    for (const auto& module : network.named_modules()) {
      auto* layer = module.value()->as<KernelLayer>();
      if (layer == nullptr) continue;
      layers_.push_back(layer);
      for (auto& parameter : layer->parameters())
        before_.emplace_back(parameter, parameter.clone());
      layer->calibrate([this, name = module.key()](KernelLayer& shown, const at::Tensor& output) {
        return rescale(name, shown, output);
      });
    }
  }
  ~Rescaling() {
    for (auto* layer : layers_) layer->calibrate({});
    if (done_) return;
    for (auto& [parameter, value] : before_) parameter.copy_(value);
  }
  Rescaling(const Rescaling&) = delete;
  Rescaling& operator=(const Rescaling&) = delete;

  std::vector<LsuvLayer> finish() {
    done_ = true;
    return std::move(report_);
  }

 private:
  bool rescale(const std::string& name, KernelLayer& layer, const at::Tensor& output) {
    const double variance = output.to(at::kDouble).var(/*unbiased=*/false).item<double>();
    if (report_.empty() || report_.back().name != name) {
      report_.push_back({name, variance, variance});
      tries_ = 0;
    }
    report_.back().variance_after = variance;
    if (!(variance > 0) || !std::isfinite(variance)) {
      throw Error(
          fmt::format("lsuv cannot rescale {}: the variance of its outputs over {} samples is {}",
                      name, output.size(0), variance));
    }
    if (std::abs(variance - 1) <= options_.tolerance || tries_ == options_.most_tries) return false;
    ++tries_;
    layer.scale_kernel(1 / std::sqrt(variance));
    return true;
  }

  const LsuvOptions options_;
  const at::NoGradGuard no_grad_;
  std::vector<KernelLayer*> layers_;
  std::vector<std::pair<at::Tensor, at::Tensor>> before_;
  std::vector<LsuvLayer> report_;
  int tries_ = 0;
  bool done_ = false;
};

}  // namespace

std::vector<LsuvLayer> lsuv(Network& network, const at::Tensor& features,
                            const LsuvOptions& options) {
  const MeasurementMode mode(network);
  const TapPause pause;
  Rescaling rescaling(network, options);
  network.forward(features);
  return rescaling.finish();
}

}  // namespace plumb
