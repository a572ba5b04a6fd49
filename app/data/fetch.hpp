#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/image_catalog.hpp"

namespace plumb {

struct FetchProgress {
  std::string file;           ///< the name of the file under way
  std::int64_t received = 0;  ///< bytes that are on disk
  std::int64_t total = 0;     ///< of so many; 0: not known
};

/// False stops: plumb::Error (failure) is thrown, and the next fetch goes on from there.
using FetchCallback = std::function<bool(const FetchProgress&)>;

struct FetchedFile {
  std::filesystem::path file;
  std::string url;  ///< where it came from; empty: it was there already
};

/// Fetches the published set `name` into `destination`/`name`, each file as NAME.gz, verified by
/// the SHA-256 of its content before it gets that name. Mirrors are tried in order; a file that is
/// there and valid is left alone, one that is damaged is replaced. Throws plumb::Error: bad_input
/// for a name that cannot be fetched, failure naming every mirror's reason.
std::vector<FetchedFile> fetch_dataset(const std::string& name,
                                       const std::filesystem::path& destination,
                                       const FetchCallback& progress = {});

/// The same for any list of files and mirrors (http, https or file URLs of folders).
std::vector<FetchedFile> fetch_published(const PublishedImages& published,
                                         const std::filesystem::path& destination,
                                         const FetchCallback& progress = {});

}  // namespace plumb
