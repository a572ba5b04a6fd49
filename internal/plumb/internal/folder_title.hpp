#pragma once

#include <filesystem>
#include <string>

namespace plumb {

/// "mlp-1" of "runs/mlp-1", "runs/mlp-1/" and, from inside, ".".
inline std::string folder_title(const std::filesystem::path& directory) {
  const auto whole = std::filesystem::absolute(directory).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

}  // namespace plumb
