#include "data/locate.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include "data/dataset.hpp"
#include "data/idx_folder.hpp"
#include "data/image_catalog.hpp"
#include "data/sha256.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// The variable's value as a path, empty if unset.
fs::path environment_path(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? fs::path() : fs::path(value);
}

std::vector<fs::path> search_path(const std::string& name, const fs::path& data_dir) {
  std::vector<fs::path> folders;
  for (const auto& base : {data_dir, environment_path("PLUMB_DATA_DIR"), fs::path("data"),
                           user_data_folder(), fs::path("/usr/share/datasets")}) {
    if (base.empty()) continue;
    folders.push_back(base / name);
    if (base == data_dir && folders.size() == 1) folders.push_back(base);
  }
  return folders;
}

// Every published set has the same file names; the smallest file tells them apart.
bool holds_another_set(const fs::path& folder, const std::string& name) {
  const auto file = find_idx_file(folder, idx_file_names[3]);
  if (!file) return false;
  std::string digest;
  try {
    digest = sha256(*open_bytes(*file));
  } catch (const Error&) {
    return false;  // damaged: the reader says so, and better
  }
  for (const auto& published : image_catalog()) {
    if (published.files[3].sha256 == digest) return published.name != name;
  }
  return false;
}

DatasetLocation search(const std::string& name, const fs::path& data_dir) {
  DatasetLocation location;
  location.searched = search_path(name, data_dir);
  for (const auto& folder : location.searched) {
    const int count = count_idx_files(folder);
    if (count == 0 || (folder == data_dir && holds_another_set(folder, name))) continue;
    if (count == static_cast<int>(idx_file_names.size())) {
      location.state = DatasetLocation::State::found;
      location.folder = folder;
      break;
    }
    if (location.state == DatasetLocation::State::missing) {
      location.state = DatasetLocation::State::incomplete;
      location.folder = folder;
    }
  }
  return location;
}

bool is_known(const std::string& name) {
  for (const auto& known : known_datasets()) {
    if (known.name == name) return true;
  }
  return false;
}

std::string join_paths(const std::vector<fs::path>& paths) {
  std::string text;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i > 0) text += i + 1 == paths.size() ? " or " : ", ";
    text += paths[i].string();
  }
  return text;
}

std::string missing_files(const fs::path& folder) {
  std::string text;
  for (const auto name : idx_file_names) {
    if (find_idx_file(folder, name)) continue;
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

}  // namespace

fs::path user_data_folder() {
  if (const auto cache = environment_path("XDG_CACHE_HOME"); cache.is_absolute()) {
    return cache / "plumb" / "data";
  }
  const auto home = environment_path("HOME");
  return home.empty() ? fs::path() : home / ".cache" / "plumb" / "data";
}

DatasetLocation locate_dataset(const std::string& name, const fs::path& data_dir) {
  if (!is_known(name)) throw Error(unknown_dataset_message(name));
  if (find_published(name) == nullptr) {
    const bool by_path = name.find(':') != std::string::npos;
    return {by_path ? DatasetLocation::State::by_path : DatasetLocation::State::generated, {}, {}};
  }
  std::error_code ignored;
  if (!data_dir.empty() && !fs::is_directory(data_dir, ignored)) {
    throw Error(fmt::format("the data folder {} is not a folder", data_dir.string()));
  }
  return search(name, data_dir);
}

fs::path require_dataset_folder(const std::string& name, const fs::path& data_dir) {
  const auto location = locate_dataset(name, data_dir);
  const auto* published = find_published(name);
  if (published == nullptr) throw Error(fmt::format("{} is not kept in a folder", name));
  if (location.state == DatasetLocation::State::found) return location.folder;
  if (location.state == DatasetLocation::State::incomplete) {
    throw Error(fmt::format("{} in {} is incomplete, without {}; {}", name,
                            location.folder.string(), missing_files(location.folder),
                            published->remedy));
  }
  throw Error(fmt::format("{} was not found in {}; {}", name, join_paths(location.searched),
                          published->remedy));
}

}  // namespace plumb
