#include "config/data_path.hpp"

#include <filesystem>

#include "config/value_text.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

std::string absolute_path(const std::string& path) {
  fs::path whole = fs::absolute(path).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();  // "points/"
  // A folder above may have a name that config.toml cannot hold: then it is where one stands.
  return is_utf8(whole.string()) ? whole.string() : path;
}

/// The name with another path after csv: or idx:; any other name as it is.
template <typename ReplacePath>
std::string with_path(const std::string& name, ReplacePath replace) {
  constexpr std::size_t prefix = 4;
  const bool by_path = name.starts_with("csv:") || name.starts_with("idx:");
  if (!by_path || name.size() == prefix) return name;
  return name.substr(0, prefix) + replace(name.substr(prefix));
}

}  // namespace

std::string absolute_data_name(const std::string& name) {
  return with_path(name, absolute_path);
}

void make_data_paths_absolute(RunConfig::Data& data) {
  data.data = absolute_data_name(data.data);
  if (!data.data_dir.empty()) data.data_dir = absolute_path(data.data_dir);
}

std::string data_label(const std::string& name) {
  return with_path(name, [](const std::string& path) {
    return fs::path(absolute_path(path)).filename().string();
  });
}

}  // namespace plumb
