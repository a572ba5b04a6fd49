#include "config/cgroup_quota.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// Of a quota and a period in microseconds. A negative quota, v1's -1, is none.
std::optional<std::int64_t> whole_cores(double quota, double period) {
  if (quota < 0 || period <= 0) return std::nullopt;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(quota / period));
}

/// A group's own: v2 has "QUOTA PERIOD" or "max PERIOD", v1 a file for each.
std::optional<std::int64_t> group_cores(const fs::path& group) {
  double quota = 0, period = 0;
  if (std::ifstream(group / "cpu.max") >> quota >> period) return whole_cores(quota, period);
  if (std::ifstream(group / "cpu.cfs_quota_us") >> quota &&
      std::ifstream(group / "cpu.cfs_period_us") >> period) {
    return whole_cores(quota, period);
  }
  return std::nullopt;
}

/// Where that controllers' groups are mounted; nothing for others than the processors'. v2 names
/// none, and is beside v1's in a folder of its own.
std::optional<fs::path> mount_of(const std::string& controllers, const fs::path& root) {
  if (controllers.empty()) return fs::exists(root / "unified") ? root / "unified" : root;
  std::istringstream names(controllers);
  for (std::string name; std::getline(names, name, ',');)
    if (name == "cpu") return fs::exists(root / controllers) ? root / controllers : root / "cpu";
  return std::nullopt;
}

void keep_smaller(std::optional<std::int64_t>& least, std::optional<std::int64_t> other) {
  if (other) least = std::min(least.value_or(*other), *other);
}

}  // namespace

std::optional<std::int64_t> quota_cores(const fs::path& membership, const fs::path& root) {
  std::optional<std::int64_t> least;
  std::ifstream stream(membership);
  // "HIERARCHY:CONTROLLERS:PATH" (cgroups(7)).
  for (std::string hierarchy, controllers, path; std::getline(stream, hierarchy, ':') &&
                                                 std::getline(stream, controllers, ':') &&
                                                 std::getline(stream, path);) {
    const auto mount = mount_of(controllers, root);
    if (!mount) continue;
    keep_smaller(least, group_cores(*mount));
    // A container may see its own group as the mount: then there is nothing at the path, which is
    // the host's.
    fs::path group = *mount;
    for (const auto& part : fs::path(path).relative_path()) {
      if (part == "..") break;
      group /= part;
      keep_smaller(least, group_cores(group));
    }
  }
  return least;
}

}  // namespace plumb
