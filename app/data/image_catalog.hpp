#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// One published file: its name without .gz, and the SHA-256 of its decompressed content.
struct PublishedFile {
  std::string name;
  std::string sha256;
};

/// A published image set of 60,000 training and 10,000 test images in ten classes.
struct PublishedImages {
  std::string name;
  std::string remedy;                ///< how a person gets it, as the end of an error's sentence
  std::vector<PublishedFile> files;  ///< in the order of idx_file_names
  std::vector<std::string> mirrors;  ///< URLs of folders that hold each file as NAME.gz
};

const std::vector<PublishedImages>& image_catalog();

/// nullptr if there is no such set.
const PublishedImages* find_published(std::string_view name);

}  // namespace plumb
