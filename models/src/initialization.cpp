#include "plumb/models/initialization.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>
#include <torch/types.h>

#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/choice_argument.hpp"
#include "registry.hpp"

namespace plumb {
namespace {

Fans fans_of(const at::Tensor& kernel) {
  const double receptive_field =
      static_cast<double>(kernel.numel()) / static_cast<double>(kernel.size(0) * kernel.size(1));
  return {static_cast<double>(kernel.size(1)) * receptive_field,
          static_cast<double>(kernel.size(0)) * receptive_field};
}

at::Tensor uniform(at::Tensor x, double variance, at::Generator generator) {
  const double limit = std::sqrt(3.0 * variance);
  return x.uniform_(-limit, limit, generator);
}

/// Keras's normal initializers cut off at two standard deviations and widen the normal so that the
/// result has the variance asked for (0.8796… is the standard deviation of a standard normal so
/// cut).
at::Tensor truncated_normal(at::Tensor x, double variance, at::Generator generator) {
  const double sigma = std::sqrt(variance) / 0.87962566103423978;
  const double quantile = std::erf(std::sqrt(2.0));  // P(|z| < 2)
  x.uniform_(-quantile, quantile, generator).erfinv_().mul_(sigma * std::sqrt(2.0));
  return x.clamp_(-2 * sigma, 2 * sigma);
}

/// Orthonormal rows or columns, whichever are fewer, uniformly distributed: QR with the signs of
/// R's diagonal moved into Q (Mezzadri 2007).
at::Tensor orthogonal(at::Tensor x, Fans, double, at::Generator generator) {
  auto flat = x.normal_(0, 1, generator).flatten(1);
  const bool wide = flat.size(0) < flat.size(1);
  auto [q, r] = at::linalg_qr(wide ? flat.t() : flat);
  q = q * r.diagonal().sign();
  return (wide ? q.t() : q).reshape(x.sizes());
}

const Registry<Initializer::Fill>& registry() {
  static const Registry<Initializer::Fill> all(
      "initializer",
      {
          {"glorot-uniform", "uniform, variance 2 / (fan_in + fan_out)",
           [](at::Tensor x, Fans f, double, at::Generator g) {
             return uniform(x, 2 / (f.in + f.out), g);
           }},
          {"glorot-normal", "truncated normal, variance 2 / (fan_in + fan_out)",
           [](at::Tensor x, Fans f, double, at::Generator g) {
             return truncated_normal(x, 2 / (f.in + f.out), g);
           }},
          {"he-uniform", "uniform, variance 2 / fan_in",
           [](at::Tensor x, Fans f, double, at::Generator g) { return uniform(x, 2 / f.in, g); }},
          {"he-normal", "truncated normal, variance 2 / fan_in",
           [](at::Tensor x, Fans f, double, at::Generator g) {
             return truncated_normal(x, 2 / f.in, g);
           }},
          {"lecun-uniform", "uniform, variance 1 / fan_in",
           [](at::Tensor x, Fans f, double, at::Generator g) { return uniform(x, 1 / f.in, g); }},
          {"lecun-normal", "truncated normal, variance 1 / fan_in",
           [](at::Tensor x, Fans f, double, at::Generator g) {
             return truncated_normal(x, 1 / f.in, g);
           }},
          {"orthogonal", "orthonormal rows or columns, whichever are fewer", orthogonal},
          {"uniform:A", "uniform in [-A, A]",
           [](at::Tensor x, Fans, double a, at::Generator g) { return x.uniform_(-a, a, g); }},
          {"normal:STD", "normal, standard deviation STD",
           [](at::Tensor x, Fans, double a, at::Generator g) { return x.normal_(0, a, g); }},
          {"zeros", "every weight 0",
           [](at::Tensor x, Fans, double, at::Generator) { return x.zero_(); }},
      });
  return all;
}

std::uint64_t splitmix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

std::uint64_t fnv1a64(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const unsigned char c : text) hash = (hash ^ c) * 0x100000001b3u;
  return hash;
}

using Parameters = torch::OrderedDict<std::string, at::Tensor>;

/// True for "dense_01.bias", whose "dense_01.weight" has two or more dimensions, and for
/// "rnn_1.bias_input": not for a normalization's shift.
bool has_kernel_beside(const Parameters& parameters, const std::string& name) {
  constexpr std::string_view kind = "bias";
  const auto begin = name.rfind('.') + 1;  // 0 where there is no point
  if (name.compare(begin, kind.size(), kind) != 0) return false;
  const auto* weight =
      parameters.find(name.substr(0, begin) + "weight" + name.substr(begin + kind.size()));
  return weight != nullptr && weight->dim() >= 2;
}

}  // namespace

at::Generator parameter_generator(const std::string& parameter, std::uint64_t seed) {
  return at::detail::createCPUGenerator(splitmix64(splitmix64(seed) ^ fnv1a64(parameter)));
}

void initialize_kernel(at::Tensor& kernel, std::string_view initializer, at::Generator generator) {
  const at::NoGradGuard no_grad;
  const auto fill = find_initializer(initializer);
  // Drawn in the order of the indices, so that the memory format does not change the numbers.
  auto values = at::empty(kernel.sizes(), kernel.options().device(at::kCPU));
  kernel.copy_(fill(std::move(values), fans_of(kernel), std::move(generator)));
}

void initialize_kernels(torch::nn::Module& module, std::string_view initializer,
                        std::string_view output_initializer, std::uint64_t seed) {
  for (auto& parameter : module.named_parameters()) {
    if (parameter.value().dim() < 2) continue;
    const bool output = parameter.key() == "output.weight";
    initialize_kernel(parameter.value(), output ? output_initializer : initializer,
                      parameter_generator(parameter.key(), seed));
  }
}

void initialize_biases(torch::nn::Module& module, std::string_view initializer,
                       std::uint64_t seed) {
  check_bias_initializer(initializer);
  auto parameters = module.named_parameters();
  for (auto& parameter : parameters) {
    if (!has_kernel_beside(parameters, parameter.key())) continue;
    const at::NoGradGuard no_grad;
    auto values =
        at::empty(parameter.value().sizes(), parameter.value().options().device(at::kCPU));
    parameter.value().copy_(
        find_initializer(initializer)(std::move(values), {}, parameter_generator(parameter.key(), seed)));
  }
}

void check_bias_initializer(std::string_view name) {
  if (name == "zeros" || argument_text(name, "uniform:A") || argument_text(name, "normal:STD")) {
    find_initializer(name);
    return;
  }
  throw Error(fmt::format(
      "'{}' is not an initializer of biases: choose one of zeros, uniform:A, normal:STD", name));
}

Initializer find_initializer(std::string_view name) {
  for (const auto& entry : registry().listing()) {
    const auto text = argument_text(name, entry.name);
    if (!text) continue;
    if (const auto number = positive_number(*text)) {
      return {registry().find(entry.name), *number};
    }
    throw Error(fmt::format("initializer '{}': '{}' is not a number > 0", name, *text));
  }
  return {registry().find(name), 0};
}

const std::vector<NamedEntry>& initializers() {
  return registry().listing();
}

}  // namespace plumb
