#include "activation_function.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "plumb/diagnostics/error.hpp"

namespace plumb::forecasting {
namespace {

using Form = ActivationFunction::Form;

// Klambauer et al. 2017; torch's values.
constexpr double selu_scale = 1.0507009873554804934193349852946;
constexpr double selu_alpha = 1.6732632423543772848170429916717;

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

double sigmoid_slope(double x) {
  const double s = sigmoid(x);
  return s * (1 - s);
}

double normal_distribution(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
}

double tanh_slope(double x) {
  const double t = std::tanh(x);
  return (1 - t) * (1 + t);
}

double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

std::vector<ActivationFunction> make_all() {
  return {
      {"identity", [](double x) { return x; }, [](double) { return 1.0; }, Form::piecewise_linear},
      {"sigmoid", sigmoid, sigmoid_slope},
      {"tanh", [](double x) { return std::tanh(x); }, tanh_slope},
      {"relu", [](double x) { return std::max(x, 0.0); },
       [](double x) { return x > 0 ? 1.0 : 0.0; }, Form::piecewise_linear, 0.0},
      {"leaky-relu", [](double x) { return x > 0 ? x : 0.01 * x; },
       [](double x) { return x > 0 ? 1.0 : 0.01; }, Form::piecewise_linear, 0.01},
      // At initialization, before it learns its slope.
      {"prelu", [](double x) { return x > 0 ? x : 0.25 * x; },
       [](double x) { return x > 0 ? 1.0 : 0.25; }, Form::piecewise_linear, 0.25},
      {"elu", [](double x) { return x > 0 ? x : std::expm1(x); },
       [](double x) { return x > 0 ? 1.0 : std::exp(x); }, Form::series, 1, 0, -1},
      {"selu", [](double x) { return selu_scale * (x > 0 ? x : selu_alpha * std::expm1(x)); },
       [](double x) { return selu_scale * (x > 0 ? 1.0 : selu_alpha * std::exp(x)); }, Form::series,
       1, selu_scale * (1 - selu_alpha), -selu_scale * selu_alpha},
      {"gelu", [](double x) { return x * normal_distribution(x); },
       [](double x) { return normal_distribution(x) + x * normal_density(x); }},
      {"silu", [](double x) { return x * sigmoid(x); },
       [](double x) { return sigmoid(x) + x * sigmoid_slope(x); }},
      {"softplus", softplus, sigmoid},
      {"exponential", [](double x) { return std::exp(x); }, [](double x) { return std::exp(x); },
       Form::exponential},
  };
}

const std::vector<ActivationFunction>& all() {
  static const std::vector<ActivationFunction> functions = make_all();
  return functions;
}

}  // namespace

const ActivationFunction& find_activation_function(std::string_view name) {
  for (const auto& function : all()) {
    if (function.name == name) return function;
  }
  std::string message = "the forecast does not know the activation '";
  message.append(name).append("': it knows");
  for (const auto& function : all()) message.append(" ").append(function.name);
  throw Error(message);
}

std::vector<std::string> activation_function_names() {
  std::vector<std::string> names;
  for (const auto& function : all()) names.push_back(function.name);
  return names;
}

}  // namespace plumb::forecasting
