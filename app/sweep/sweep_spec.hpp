#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/run_config.hpp"

namespace plumb {

/// One value of an axis and the settings that it stands for.
struct SweepValue {
  std::string text;  ///< "tanh", or a configuration's name
  std::vector<std::pair<std::string, std::string>> settings;
};

/// What one setting, or the choice among named configurations, takes in turn.
struct SweepAxis {
  std::string name;
  std::vector<SweepValue> values;
};

/// Combinations to leave out: those that have one of the values on every axis named.
struct Exclusion {
  std::vector<std::pair<std::string, std::vector<std::string>>> conditions;
};

/// A sweep: every combination of the axes' values, with every seed.
struct SweepSpec {
  RunConfig base;
  std::vector<SweepAxis> axes;  ///< the first varies slowest
  std::vector<std::uint64_t> seeds;
  std::vector<Exclusion> exclusions;
  std::int64_t jobs = 0;  ///< runs at a time; 0: as many as there are cores, one on a GPU
};

/// The axis of the seeds, and that of named configurations.
inline constexpr std::string_view seed_axis = "seed";
inline constexpr std::string_view configuration_axis = "configuration";

/// An axis of one setting, its values in the form in which config.toml writes them. Throws Error on
/// a setting that does not exist or cannot be varied, a wrong value, and one that is there twice.
SweepAxis make_axis(const std::string& key, const std::vector<std::string>& values);

/// Adds the axis, or puts it in the place of one of the same name; values of `seed` become seeds.
void set_axis(SweepSpec& spec, SweepAxis axis);

/// "0..9" (both ends belong to it), "1,3,7", or "0..4,10". Throws Error on anything else and on a
/// seed that is there twice.
std::vector<std::uint64_t> parse_seeds(std::string_view text);

/// Throws Error if an exclusion names an axis or a value that the sweep does not have, or nothing
/// is varied at all.
void check_spec(const SweepSpec& spec);

/// Why `next` cannot go on in the folder of `recorded`, in words: a setting, an axis or an
/// exclusion that differs, or a value that is no longer there. Empty where it can: it is the same
/// sweep, or adds values or seeds.
std::string difference(const SweepSpec& recorded, const SweepSpec& next);

/// Adds what "KEY=A,B" texts and `seeds` have over the sweep. Throws Error for a KEY that is no
/// axis of it.
void extend_spec(SweepSpec& spec, const std::vector<std::string>& variations,
                 const std::vector<std::uint64_t>& seeds);

}  // namespace plumb
