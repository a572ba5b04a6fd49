#include "training/checkpoint.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <string_view>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

fs::path optimizer_file(const fs::path& directory, std::int64_t epoch) {
  return directory / fmt::format("optimizer-{:04}.safetensors", epoch);
}

fs::path network_file(const fs::path& directory, std::int64_t epoch) {
  return directory / fmt::format("epoch-{:04}.safetensors", epoch);
}

/// On a ladder a checkpoint of age 2^k to 2^(k + 1) stays if its epoch is a multiple of 2^(k - 1):
/// those that stay later are among those that stayed before.
bool is_kept(Retention retention, std::int64_t age, std::int64_t epoch) {
  if (retention == Retention::newest) return false;
  const auto octave = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(age)));
  return epoch % std::max<std::int64_t>(1, octave / 2) == 0;
}

constexpr std::string_view step_prefix = "step-";

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [position, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || position != end || value < 0) return std::nullopt;
  return value;
}

/// What its metadata has under that key.
std::int64_t number_in(const StoredTensors& content, const std::string& key, const fs::path& file) {
  const auto found = content.metadata.find(key);
  const auto number = found == content.metadata.end() ? std::nullopt : whole_number(found->second);
  if (!number) {
    throw Error(
        fmt::format("{} has no number of its {} in its metadata: delete it to go on from"
                    " the checkpoint before",
                    file.string(), key));
  }
  return *number;
}

/// By their steps.
std::map<std::int64_t, fs::path> checkpoints_within_epochs(const fs::path& directory) {
  std::map<std::int64_t, fs::path> files;
  if (!fs::is_directory(directory)) return files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() != ".safetensors" || !name.starts_with(step_prefix)) continue;
    if (const auto step = whole_number(name.substr(step_prefix.size())))
      files[*step] = entry.path();
  }
  return files;
}

/// The names that state has in a file that has the network too.
NamedTensors as_state(const NamedTensors& state) {
  NamedTensors named;
  for (const auto& [name, tensor] : state) named.emplace_back("state." + name, tensor);
  return named;
}

}  // namespace

Checkpoints::Checkpoints(const fs::path& run_directory, Retention retention)
    : directory_(run_directory / "checkpoints"), retention_(retention) {}

void Checkpoints::save(std::int64_t epoch, std::int64_t step, const Network& network,
                       const NamedTensors& state) const {
  fs::create_directories(directory_);
  // The network last: a checkpoint that find_checkpoints sees is complete.
  const std::map<std::string, std::string> metadata{{"epoch", std::to_string(epoch)},
                                                    {"step", std::to_string(step)}};
  store(optimizer_file(directory_, epoch), state, metadata);
  store(network_file(directory_, epoch), tensors_of(network), metadata);
  remove_before(epoch);
  for (const auto& [other, path] : checkpoints_within_epochs(directory_)) fs::remove(path);
}

void Checkpoints::save_weights(std::int64_t epoch, std::int64_t step,
                               const Network& network) const {
  fs::remove(optimizer_file(directory_, epoch));  // of before the run went on
  store(network_file(directory_, epoch), tensors_of(network),
        {{"epoch", std::to_string(epoch)}, {"step", std::to_string(step)}});
  remove_before(epoch);
}

void Checkpoints::remove_before(std::int64_t epoch) const {
  for (const auto& [other, path] : find_checkpoints(directory_.parent_path())) {
    if (other >= epoch || is_kept(retention_, epoch - other, other)) continue;
    fs::remove(optimizer_file(directory_, other));
    if (other != 0) fs::remove(path);
  }
}

void Checkpoints::save_within_epoch(const Position& position, const Network& network,
                                    const NamedTensors& state) const {
  fs::create_directories(directory_);
  NamedTensors tensors = tensors_of(network);
  for (auto& named : as_state(state)) tensors.push_back(std::move(named));
  // One file, so that it is whole or not there.
  store(directory_ / fmt::format("{}{:06}.safetensors", step_prefix, position.step), tensors,
        {{"epoch", std::to_string(position.epoch)},
         {"step", std::to_string(position.step)},
         {"epoch_steps", std::to_string(position.epoch_steps)}});
  for (const auto& [step, path] : checkpoints_within_epochs(directory_))
    if (step < position.step) fs::remove(path);
}

std::optional<Checkpoints::WithinEpoch> Checkpoints::within_epoch() const {
  const auto files = checkpoints_within_epochs(directory_);
  if (files.empty()) return std::nullopt;
  WithinEpoch found;
  found.file_ = files.rbegin()->second;
  found.content_ = read_safetensors(found.file_);
  const auto number = [&](const char* key) { return number_in(found.content_, key, found.file_); };
  found.position_ = {number("epoch"), number("step"), number("epoch_steps")};
  const auto epoch = find(std::numeric_limits<std::int64_t>::max());
  if (epoch && epoch->position.step >= found.position_.step) return std::nullopt;
  return found;
}

void Checkpoints::WithinEpoch::restore(Network& network) const {
  restore_into(tensors_of(network), content_, file_);
}

void Checkpoints::WithinEpoch::restore(const NamedTensors& state) const {
  restore_into(as_state(state), content_, file_);
}

bool Checkpoints::WithinEpoch::has_shapes_of(const NamedTensors& state) const {
  const NamedTensors wanted = as_state(state);
  const auto differs = [&](const StoredTensor& stored) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& named) {
      return named.first == stored.name && named.second.sizes().vec() != stored.shape;
    });
  };
  return std::none_of(content_.tensors.begin(), content_.tensors.end(), differs);
}

NamedTensors Checkpoints::WithinEpoch::state_of(const std::string& owner) const {
  return tensors_under("state." + owner, content_);
}

void Checkpoints::restore_initialization(Network& network) const {
  const auto checkpoints = find_checkpoints(directory_.parent_path());
  const auto found = checkpoints.find(0);
  if (found == checkpoints.end())
    throw Error("there is no checkpoint of the initialization in " + directory_.string());
  restore_into(tensors_of(network), read_safetensors(found->second), found->second);
}

std::optional<Checkpoints::Found> Checkpoints::find(std::int64_t step) const {
  const auto checkpoints = find_checkpoints(directory_.parent_path());
  for (auto entry = checkpoints.rbegin(); entry != checkpoints.rend(); ++entry) {
    const auto& [epoch, file] = *entry;
    if (!fs::exists(optimizer_file(directory_, epoch))) continue;
    StoredTensors content = read_safetensors(file);
    const Position position{number_in(content, "epoch", file), number_in(content, "step", file), 0};
    if (position.step <= step) return Found{position, file, std::move(content)};
  }
  return std::nullopt;
}

std::optional<Checkpoints::Position> Checkpoints::newest_position(std::int64_t step) const {
  const auto found = find(step);
  return found ? std::optional(found->position) : std::nullopt;
}

Checkpoints::BetweenEpochs Checkpoints::newest(std::int64_t step) const {
  auto found = find(step);
  if (!found) throw Error("there is no checkpoint to go on from in " + directory_.string());
  BetweenEpochs newest;
  newest.position_ = found->position;
  newest.network_file_ = found->file;
  newest.network_ = std::move(found->content);
  newest.state_file_ = optimizer_file(directory_, found->position.epoch);
  newest.state_ = read_safetensors(newest.state_file_);
  return newest;
}

void Checkpoints::BetweenEpochs::restore(Network& network) const {
  restore_into(tensors_of(network), network_, network_file_);
}

void Checkpoints::BetweenEpochs::restore(const NamedTensors& state) const {
  restore_into(state, state_, state_file_);
}

NamedTensors Checkpoints::BetweenEpochs::those_of(const NamedTensors& state) const {
  return those_in(state_, state);
}

NamedTensors Checkpoints::BetweenEpochs::state_of(const std::string& owner) const {
  return tensors_under(owner, state_);
}

}  // namespace plumb
