#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

struct FileCheck {
  std::filesystem::path file;
  bool ok = false;
  std::string detail;  ///< what it holds, or what is wrong with it, for people
  std::string sha256;  ///< of the decompressed content; empty where it cannot be read
};

struct DatasetCheck {
  std::string name;    ///< the published set that it is, or is meant to be; empty: not a known one
  std::string source;  ///< the folder or file; "generated" for a set without files
  bool ok = false;
  std::string summary;  ///< one sentence for people
  std::vector<FileCheck> files;
};

/// Verifies a data set of known_datasets(), found as locate_dataset() finds it, or a folder of IDX
/// files, a single IDX file or a CSV file (.csv, .tsv, .txt), with or without the idx: or csv:
/// prefix. A folder or file is compared with the published sets' digests. What is wrong with the
/// files is in the report; plumb::Error is thrown only where there is nothing to check.
DatasetCheck check_dataset(const std::string& path_or_name,
                           const std::filesystem::path& data_dir = {});

}  // namespace plumb
