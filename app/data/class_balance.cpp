#include "data/class_balance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// Labels of each class in training.
std::vector<std::int64_t> training_counts(const Dataset& dataset) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(dataset.classes));
  for (const auto label : dataset.train.labels) ++counts[static_cast<std::size_t>(label)];
  return counts;
}

/// Samples with a label that training never has.
std::int64_t unseen_samples(const Split& samples, const std::vector<std::int64_t>& counts) {
  if (samples.count == 0) return 0;
  const auto steps = samples.labels.size() / static_cast<std::size_t>(samples.count);
  const auto is_unseen = [&](auto label) { return counts[static_cast<std::size_t>(label)] == 0; };
  std::int64_t unseen = 0;
  for (std::size_t first = 0; first < samples.labels.size(); first += steps) {
    const auto labels = std::span(samples.labels).subspan(first, steps);
    if (std::any_of(labels.begin(), labels.end(), is_unseen)) ++unseen;
  }
  return unseen;
}

}  // namespace

void check_several_classes(const Dataset& dataset, const DatasetRequest& request) {
  const auto& labels = dataset.train.labels;
  const auto is_other = [&](auto label) { return label != labels.front(); };
  if (labels.empty() || std::any_of(labels.begin(), labels.end(), is_other)) return;
  if (request.limit > 0 && request.limit == dataset.train.count) {
    throw Error(
        fmt::format("--limit {} keeps the first training samples, which are of one class: at least "
                    "two are needed; take a larger one, or shuffle samples that are sorted by "
                    "their class",
                    request.limit));
  }
  throw Error(
      fmt::format("all training samples ({}) are of one class: at least two are needed; take "
                  "another --val-fraction, or another --data-seed",
                  dataset.train.count));
}

std::string unseen_classes_notice(const Dataset& dataset) {
  const auto unseen = unseen_samples(dataset.validation, training_counts(dataset));
  if (unseen == 0) return {};
  return fmt::format(
      "{:.3g} % of the validation samples have classes that no training sample has",
      100.0 * static_cast<double>(unseen) / static_cast<double>(dataset.validation.count));
}

std::optional<double> majority_share(const Dataset& dataset) {
  const auto counts = training_counts(dataset);
  const auto& labels = dataset.validation.labels;
  if (counts.empty() || labels.empty()) return std::nullopt;
  const std::int64_t most = std::max_element(counts.begin(), counts.end()) - counts.begin();
  const auto guessed = std::count(labels.begin(), labels.end(), most);
  return static_cast<double>(guessed) / static_cast<double>(labels.size());
}

}  // namespace plumb
