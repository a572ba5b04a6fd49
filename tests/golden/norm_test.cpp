#include <torch/types.h>

#include <optional>

#include "closeness.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

using plumb::golden::Json;

namespace {

// What cpu_norm promises for float entries; the file has the exact norms to a double's last digit.
constexpr double norm_tolerance = 1e-12;

std::vector<at::Tensor> tensors_of(const Json& golden) {
  std::vector<at::Tensor> tensors;
  for (const Json& runs : golden.at("tensors")) {
    tensors.push_back(torch::tensor(plumb::golden::expand(runs)));
  }
  return tensors;
}

std::vector<double> cpu_norms(const std::vector<at::Tensor>& tensors) {
  std::vector<double> norms;
  for (const at::Tensor& tensor : tensors) norms.push_back(plumb::cpu_norm(tensor));
  return norms;
}

std::vector<double> batched_norms(const std::vector<at::Tensor>& tensors) {
  const at::Tensor norms = plumb::device_norms(tensors);
  REQUIRE(norms.scalar_type() == torch::kFloat64);
  return {norms.const_data_ptr<double>(), norms.const_data_ptr<double>() + norms.numel()};
}

}  // namespace

TEST_CASE("norms are exact where squares leave float's range") {
  for (const Json& golden : plumb::golden::document().at("norms")) {
    CAPTURE(golden.at("name"));
    const std::vector<at::Tensor> tensors = tensors_of(golden);
    const std::vector<double> expected = plumb::golden::numbers(golden.at("norms"));
    {
      INFO("one tensor at a time");
      plumb::golden::check_each(expected, cpu_norms(tensors), norm_tolerance);
    }
    INFO("all tensors at once");
    plumb::golden::check_each(expected, batched_norms(tensors), norm_tolerance);
  }
}

TEST_CASE("total norms are exact where squares leave float's range") {
  for (const Json& golden : plumb::golden::document().at("norms")) {
    CAPTURE(golden.at("name"));
    std::vector<std::optional<double>> norms;
    for (const double norm : cpu_norms(tensors_of(golden))) norms.emplace_back(norm);
    norms.emplace_back(std::nullopt);  // a parameter without gradient
    plumb::golden::check_close(plumb::golden::number(golden.at("total")), plumb::total_norm(norms),
                               norm_tolerance);
  }
}
