#include "commands/output_folder.hpp"

#include <system_error>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "training/folder_lock.hpp"

namespace plumb {

OutputFolder OutputFolder::next(const std::filesystem::path& parent, const std::string& name) {
  OutputFolder folder{std::filesystem::path()};
  folder.made_ = make_folders(parent);
  for (;;) {
    folder.path_ = next_free_directory(parent, name);
    std::error_code error;
    // False if another process made it just now.
    if (std::filesystem::create_directory(folder.path_, error)) break;
    if (error) throw write_error(folder.path_, error.value());
  }
  folder.made_.insert(folder.made_.begin(), folder.path_);
  return folder;
}

OutputFolder::~OutputFolder() {
  remove_empty(made_);
}

}  // namespace plumb
