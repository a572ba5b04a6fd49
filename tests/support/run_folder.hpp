#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "plumb/diagnostics/run_directory.hpp"
#include "support/temporary_folder.hpp"

/// A run directory that a test writes file by file.
class RunFolder {
 public:
  const RunFolder& file(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories((folder_.path() / name).parent_path());
    std::ofstream(folder_.path() / name, std::ios::binary) << content;
    return *this;
  }
  const std::filesystem::path& path() const { return folder_.path(); }
  plumb::RecordedRun read() const { return plumb::read_run(folder_.path()); }

 private:
  TemporaryFolder folder_;
};
