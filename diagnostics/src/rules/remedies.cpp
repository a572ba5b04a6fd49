#include "remedies.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "layer_view.hpp"
#include "settings.hpp"

namespace plumb::remedies {
namespace {

/// Whether the run has all of its settings already.
bool is_followed(const Remedy& remedy, const RunFacts& facts) {
  return !remedy.settings.empty() &&
         std::all_of(remedy.settings.begin(), remedy.settings.end(), [&](const auto& setting) {
           const auto found = facts.settings.find(setting.first);
           return found != facts.settings.end() && found->second == setting.second;
         });
}

}  // namespace

std::optional<Remedy> only_remedy(const RunView& run, double spread) {
  if (has_layer_of_zeros(run)) return random_weights(run.facts);
  if (outputs_are_flattened(run, spread)) return no_output_activation();
  return std::nullopt;
}

Remedy together(Remedy remedy, std::string_view text, const Remedy& other) {
  remedy.text += text;
  remedy.settings.insert(remedy.settings.end(), other.settings.begin(), other.settings.end());
  return remedy;
}

std::vector<Remedy> list(std::initializer_list<std::optional<Remedy>> advised) {
  std::vector<Remedy> all;
  for (const auto& remedy : advised) {
    if (remedy) all.push_back(*remedy);
  }
  return all;
}

void append(std::vector<Remedy>& advised, std::vector<Remedy> more) {
  std::move(more.begin(), more.end(), std::back_inserter(advised));
}

bool contains(const std::vector<Remedy>& advised, const Remedy& remedy) {
  return std::any_of(advised.begin(), advised.end(), [&](const Remedy& other) {
    return other.settings == remedy.settings &&
           (!remedy.settings.empty() || other.text == remedy.text);
  });
}

std::vector<Remedy> not_yet_taken(std::vector<Remedy> advised, const RunFacts& facts) {
  std::vector<Remedy> left;
  // Settings tell more than parameters: which normalization it is.
  const bool shows_normalization = setting_of(facts, "norm").empty() && is_normalized(facts);
  for (auto& remedy : advised) {
    const bool taken = is_followed(remedy, facts) ||
                       (remedy.settings == batch_norm().settings && shows_normalization);
    if (!taken && !contains(left, remedy)) left.push_back(std::move(remedy));
  }
  return left;
}

}  // namespace plumb::remedies
