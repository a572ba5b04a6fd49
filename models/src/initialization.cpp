#include "plumb/models/initialization.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/forecast.hpp"
#include "plumb/models/choice_argument.hpp"
#include "random_stream.hpp"
#include "registry.hpp"

namespace plumb {
namespace {

Fans fans_of(const at::Tensor& kernel) {
  const double receptive_field =
      static_cast<double>(kernel.numel()) / static_cast<double>(kernel.size(0) * kernel.size(1));
  return {static_cast<double>(kernel.size(1)) * receptive_field,
          static_cast<double>(kernel.size(0)) * receptive_field, receptive_field};
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

/// Of one entry of orthonormal rows or columns: their squares add to 1.
double orthogonal_variance(Fans f, double) {
  return 1 / std::max(f.in, f.out / f.receptive_field);
}

/// A convolution that passes on the middle of its window through orthonormal columns, and so keeps
/// the length of every pixel (Xiao et al. 2018, algorithm 1). Where there are fewer outputs than
/// inputs no matrix has orthonormal columns.
at::Tensor delta_orthogonal(at::Tensor x, Fans f, double, at::Generator generator) {
  if (x.dim() < 4) return orthogonal(std::move(x), f, 0, std::move(generator));
  if (x.size(0) < x.size(1)) {
    throw Error(fmt::format(
        "initializer 'delta-orthogonal' keeps lengths, for which a convolution needs as many "
        "outputs as inputs, and one goes from {} channels to {}: take initializer 'orthogonal'",
        x.size(1), x.size(0)));
  }
  const auto matrix = at::empty({x.size(0), x.size(1)}, x.options());
  x.zero_()
      .select(3, x.size(3) / 2)
      .select(2, x.size(2) / 2)
      .copy_(orthogonal(matrix, f, 0, std::move(generator)));
  return x;
}

CriticalPoint critical_point_of(std::string_view activation) {
  if (const auto point = critical_point(std::string(activation))) return *point;
  throw Error(fmt::format(
      "initializer 'critical' needs an activation with a critical point, where neither signal nor "
      "gradient grows or fades with depth, and {} has none: take another activation",
      activation));
}

/// What the number of an initializer is.
enum class Argument { none, given, critical_deviation };

struct Kind {
  Initializer::Fill fill;
  Initializer::Variance variance;
  Argument argument = Argument::none;
};

using Entry = Registry<Kind>::Entry;

template <double (*variance)(Fans)>
Kind uniform_of() {
  return {[](at::Tensor x, Fans f, double, at::Generator g) { return uniform(x, variance(f), g); },
          [](Fans f, double) { return variance(f); }};
}

template <double (*variance)(Fans)>
Kind normal_of() {
  return {[](at::Tensor x, Fans f, double, at::Generator g) {
            return truncated_normal(x, variance(f), g);
          },
          [](Fans f, double) { return variance(f); }};
}

double glorot(Fans f) {
  return 2 / (f.in + f.out);
}
double he(Fans f) {
  return 2 / f.in;
}
double lecun(Fans f) {
  return 1 / f.in;
}

std::vector<Entry> random_initializers() {
  return {
      {"glorot-uniform", "uniform, variance 2 / (fan_in + fan_out)", uniform_of<glorot>()},
      {"glorot-normal", "truncated normal, variance 2 / (fan_in + fan_out)", normal_of<glorot>()},
      {"he-uniform", "uniform, variance 2 / fan_in", uniform_of<he>()},
      {"he-normal", "truncated normal, variance 2 / fan_in", normal_of<he>()},
      {"lecun-uniform", "uniform, variance 1 / fan_in", uniform_of<lecun>()},
      {"lecun-normal", "truncated normal, variance 1 / fan_in", normal_of<lecun>()},
      {"critical",
       "normal, variances of weights and biases on the activation's edge of chaos",
       {[](at::Tensor x, Fans f, double a, at::Generator g) {
          return x.normal_(0, a / std::sqrt(f.in), g);
        },
        [](Fans f, double a) { return a * a / f.in; }, Argument::critical_deviation}},
      {"uniform:A",
       "uniform in [-A, A]",
       {[](at::Tensor x, Fans, double a, at::Generator g) { return x.uniform_(-a, a, g); },
        [](Fans, double a) { return a * a / 3; }, Argument::given}},
      {"normal:STD",
       "normal, standard deviation STD",
       {[](at::Tensor x, Fans, double a, at::Generator g) { return x.normal_(0, a, g); },
        [](Fans, double a) { return a * a; }, Argument::given}},
  };
}

std::vector<Entry> orthogonal_initializers() {
  return {
      {"orthogonal",
       "orthonormal rows or columns, whichever are fewer",
       {orthogonal, orthogonal_variance}},
      {"delta-orthogonal",
       "the same in the middle of a convolution's window, zero around it",
       {delta_orthogonal, nullptr}},
      {"lsuv",
       "orthogonal, then each layer's outputs scaled to variance 1 on the first samples",
       {orthogonal, nullptr}},
  };
}

std::vector<Entry> constant_initializers() {
  return {
      {"constant:C",
       "every weight C",
       {[](at::Tensor x, Fans, double c, at::Generator) { return x.fill_(c); }, nullptr,
        Argument::given}},
      {"zeros",
       "every weight 0",
       {[](at::Tensor x, Fans, double, at::Generator) { return x.zero_(); },
        [](Fans, double) { return 0.0; }}},
  };
}

const Registry<Kind>& registry() {
  static const Registry<Kind> all("initializer", [] {
    auto entries = random_initializers();
    for (auto& entry : orthogonal_initializers()) entries.push_back(std::move(entry));
    for (auto& entry : constant_initializers()) entries.push_back(std::move(entry));
    return entries;
  }());
  return all;
}

using Parameters = torch::OrderedDict<std::string, at::Tensor>;

/// True for "dense_01.bias", whose "dense_01.weight" has two or more dimensions, and for
/// "rnn_1.bias_input": not for a normalization's shift.
bool has_kernel_beside(const Parameters& parameters, const std::string& name) {
  constexpr std::string_view kind = "bias";
  const auto begin = name.rfind('.') + 1;  // 0 where there is no point
  if (name.compare(begin, kind.size(), kind) != 0) return false;
  const auto kernel = name.substr(0, begin) + "weight" + name.substr(begin + kind.size());
  const auto* weight = parameters.find(kernel);
  return parameters.contains(kernel + "_v") || (weight != nullptr && weight->dim() >= 2);
}

/// "dense_01" of "dense_01.weight_v"; nothing where the kernel is not direction and length.
std::optional<std::string> weight_normalized_layer(const std::string& parameter) {
  constexpr std::string_view ending = ".weight_v";
  if (!parameter.ends_with(ending)) return std::nullopt;
  return parameter.substr(0, parameter.size() - ending.size());
}

/// Throws what check_bias_initializer() throws.
Initializer bias_initializer(std::string_view name) {
  if (name != "zeros" && !argument_text(name, "uniform:A") && !argument_text(name, "normal:STD") &&
      !argument_text(name, "constant:C")) {
    throw Error(
        fmt::format("'{}' is not an initializer of biases: choose one of zeros, uniform:A, "
                    "normal:STD, constant:C",
                    name));
  }
  return find_initializer(name, "identity");  // none of these asks for the activation
}

}  // namespace

at::Generator parameter_generator(const std::string& parameter, std::uint64_t seed) {
  return at::detail::createCPUGenerator(named_stream(parameter, seed));
}

void initialize_kernel(at::Tensor& kernel, std::string_view initializer, at::Generator generator,
                       std::string_view activation) {
  const at::NoGradGuard no_grad;
  const auto fill = find_initializer(initializer, activation);
  // Drawn in the order of the indices, so that the memory format does not change the numbers.
  auto values = at::empty(kernel.sizes(), kernel.options().device(at::kCPU));
  kernel.copy_(fill(std::move(values), fans_of(kernel), std::move(generator)));
}

void initialize_kernels(torch::nn::Module& module, std::string_view initializer,
                        std::string_view output_initializer, std::uint64_t seed,
                        std::string_view activation) {
  auto parameters = module.named_parameters();
  for (auto& parameter : parameters) {
    if (parameter.value().dim() < 2) continue;
    const auto layer = weight_normalized_layer(parameter.key());
    const auto name = layer ? *layer + ".weight" : parameter.key();
    initialize_kernel(parameter.value(), name == "output.weight" ? output_initializer : initializer,
                      parameter_generator(name, seed), activation);
    if (layer) {
      const at::NoGradGuard no_grad;
      parameters[*layer + ".weight_g"].copy_(parameter.value().flatten(1).norm(2, 1));
    }
  }
}

void initialize_biases(torch::nn::Module& module, std::string_view initializer,
                       std::uint64_t seed) {
  const auto fill = bias_initializer(initializer);
  auto parameters = module.named_parameters();
  for (auto& parameter : parameters) {
    if (!has_kernel_beside(parameters, parameter.key())) continue;
    const at::NoGradGuard no_grad;
    auto values =
        at::empty(parameter.value().sizes(), parameter.value().options().device(at::kCPU));
    parameter.value().copy_(
        fill(std::move(values), {}, parameter_generator(parameter.key(), seed)));
  }
}

void check_bias_initializer(std::string_view name) {
  bias_initializer(name);
}

Initializer find_initializer(std::string_view name, std::string_view activation) {
  const auto with = [](const Kind& kind, double argument) {
    return Initializer{kind.fill, kind.variance, argument};
  };
  for (const auto& entry : registry().listing()) {
    const auto text = argument_text(name, entry.name);
    if (!text) continue;
    if (const auto number = choice_number(*text, entry.name)) {
      return with(registry().find(entry.name), *number);
    }
    throw Error(fmt::format("initializer '{}': '{}' is not a {}", name, *text,
                            takes_any_number(entry.name) ? "finite number" : "number > 0"));
  }
  const auto& kind = registry().find(name);
  const bool critical = kind.argument == Argument::critical_deviation;
  return with(kind, critical ? critical_point_of(activation).sigma_w : 0);
}

std::string critical_bias_initializer(std::string_view activation) {
  const double sigma_b = critical_point_of(activation).sigma_b;
  return sigma_b > 0 ? fmt::format("normal:{}", sigma_b) : "zeros";
}

const std::vector<NamedEntry>& initializers() {
  return registry().listing();
}

}  // namespace plumb
