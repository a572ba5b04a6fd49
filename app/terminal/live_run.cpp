#include "terminal/live_run.hpp"

#include <algorithm>
#include <cmath>

#include "plot/weights.hpp"

namespace plumb {
namespace {

constexpr double newest_weight = 0.1;  // of a step in a layer's average
constexpr double speed_window = 5;     // seconds

std::optional<double> averaged(const std::optional<double>& before,
                               const std::optional<double>& value) {
  if (!has_logarithm(before) || !has_logarithm(value)) return value;
  return std::exp((1 - newest_weight) * std::log(*before) + newest_weight * std::log(*value));
}

}  // namespace

void LiveRun::set_parameters(const std::vector<std::string>& parameters,
                             const std::vector<ParameterInfo>& known) {
  const auto drawn = drawn_layers(parameters, known);
  std::vector<Layer> layers;
  parameter_of_layer_.clear();
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const auto is_it = [&](const Layer& layer) { return layer.name == drawn[i].name; };
    // Nearly always where it was; else a layer that comes late stands before it.
    const auto found = i < layers_.size() && is_it(layers_[i])
                           ? layers_.begin() + static_cast<std::ptrdiff_t>(i)
                           : std::find_if(layers_.begin(), layers_.end(), is_it);
    layers.push_back(found != layers_.end() ? *found : Layer{drawn[i].name, {}, {}});
    parameter_of_layer_.push_back(drawn[i].parameter);
  }
  layers_ = std::move(layers);
}

void LiveRun::add(const StepRecord& record, std::int64_t epoch) {
  epoch_ = epoch;
  steps_ = record.step + 1;
  measuring_ = false;
  loss_.add(record.loss);
  norm_.add(record.norm);
  clipped_ += record.clipped ? 1 : 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const std::size_t parameter = parameter_of_layer_[i];
    if (parameter >= record.norms.size()) continue;
    Layer& layer = layers_[i];
    layer.now = averaged(layer.now, record.norms[parameter]);
    if (!layer.first) layer.first = record.norms[parameter];
  }
}

void LiveRun::clear_steps() {
  loss_.clear();
  norm_.clear();
  clipped_ = 0;
  for (auto& layer : layers_) layer.first = layer.now = std::nullopt;
}

void LiveRun::set_measuring(bool measuring) {
  measuring_ = measuring;
  ticks_.clear();
}

void LiveRun::tick(double now) {
  if (!ticks_.empty() && ticks_.back().second > steps_) ticks_.clear();
  ticks_.emplace_back(now, steps_);
  while (ticks_.size() > 2 && ticks_.front().first < now - speed_window) ticks_.pop_front();
}

double LiveRun::clipped_share() const {
  return loss_.size() == 0 ? 0 : static_cast<double>(clipped_) / static_cast<double>(loss_.size());
}

std::optional<double> LiveRun::speed() const {
  if (ticks_.size() < 2) return std::nullopt;
  const double seconds = ticks_.back().first - ticks_.front().first;
  const auto steps = ticks_.back().second - ticks_.front().second;
  if (seconds <= 0 || steps == 0) return std::nullopt;
  return static_cast<double>(steps) / seconds;
}

std::optional<double> LiveRun::seconds_left() const {
  const auto rate = speed();
  if (!rate || plan_.steps == 0) return std::nullopt;
  return static_cast<double>(std::max<std::int64_t>(plan_.steps - steps_, 0)) / *rate;
}

}  // namespace plumb
