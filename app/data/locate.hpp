#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

struct DatasetLocation {
  enum class State {
    found,       ///< all files are in `folder`
    incomplete,  ///< `folder` has some of them
    missing,     ///< none of the searched folders has any
    generated,   ///< needs no files
    by_path,     ///< csv:FILE and idx:DIR name their files themselves
  };

  State state = State::missing;
  std::filesystem::path folder;                 ///< where found or incomplete; else empty
  std::vector<std::filesystem::path> searched;  ///< folders, in order
};

/// The cache folder that `plumb data fetch` writes to by default: $XDG_CACHE_HOME/plumb/data, else
/// ~/.cache/plumb/data; empty where neither variable is set.
std::filesystem::path user_data_folder();

/// Searches for a data set of known_datasets() in its own subfolder of each of: `data_dir`,
/// $PLUMB_DATA_DIR, ./data, user_data_folder() and Debian's /usr/share/datasets. The files may also
/// lie in `data_dir` itself, unless they are another published set's.
/// Throws plumb::Error for an unknown name, or if `data_dir` is given and is not a folder.
DatasetLocation locate_dataset(const std::string& name, const std::filesystem::path& data_dir = {});

/// The folder of mnist or fashion-mnist. Throws plumb::Error that lists the folders searched and
/// how to get the set, unless it was found whole.
std::filesystem::path require_dataset_folder(const std::string& name,
                                             const std::filesystem::path& data_dir);

}  // namespace plumb
