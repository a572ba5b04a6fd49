#include "training/weight_histograms.hpp"

#include <torch/torch.h>

namespace plumb {
namespace {

constexpr int bins = 30;

Histogram histogram_of(const at::Tensor& values, double low, double high) {
  Histogram histogram;
  for (int i = 0; i <= bins; ++i) histogram.edges.push_back(low + (high - low) * i / bins);
  const at::Tensor counts = at::histc(values, bins, low, high).to(at::kCPU, at::kDouble);
  const double* count = counts.const_data_ptr<double>();
  histogram.counts.assign(count, count + bins);
  histogram.sum = values.sum().item<double>();
  histogram.sum_of_squares = values.square().sum().item<double>();
  return histogram;
}

}  // namespace

std::vector<std::pair<std::string, Histogram>> weight_histograms(const Network& network) {
  const at::NoGradGuard no_grad;
  std::vector<std::pair<std::string, Histogram>> histograms;
  for (const auto& parameter : network.named_parameters()) {
    if (parameter.value().dim() < 2) continue;
    const at::Tensor all = parameter.value().detach().flatten().to(at::kFloat);
    const at::Tensor values = all.masked_select(all.isfinite());
    if (values.numel() == 0) continue;
    const double low = values.min().item<double>();
    const double high = values.max().item<double>();
    if (low < high) histograms.emplace_back(parameter.key(), histogram_of(values, low, high));
  }
  return histograms;
}

}  // namespace plumb
