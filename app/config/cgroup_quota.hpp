#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace plumb {

/// Whole processors that the control groups of a process leave it, v1 or v2, at least 1: the
/// smallest quota of the group that it is in and of those around it. Nothing where none has one.
/// `membership`: its /proc/self/cgroup; `root`: where the groups are mounted.
std::optional<std::int64_t> quota_cores(const std::filesystem::path& membership,
                                        const std::filesystem::path& root = "/sys/fs/cgroup");

}  // namespace plumb
