#include "data/fetch.hpp"

#include <fmt/format.h>

#include "data/download.hpp"
#include "data/idx_folder.hpp"
#include "data/sha256.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// Why the content is not the published one; empty if it is.
std::string find_fault(ByteReader& reader, const PublishedFile& published) {
  const std::string digest = sha256(reader);
  if (digest == published.sha256) return {};
  return fmt::format("its content has SHA-256 {} instead of {}", digest, published.sha256);
}

template <typename Open>
std::string find_fault_of_file(const fs::path& file, const PublishedFile& published, Open open) {
  try {
    return find_fault(*open(file), published);
  } catch (const Error& error) {
    return error.what();
  }
}

class FileFetch {
 public:
  FileFetch(const PublishedFile& published, const fs::path& folder, const FetchCallback& progress)
      : published_(published),
        target_(folder / (published.name + ".gz")),
        part_(folder / (published.name + ".gz.part")),
        progress_(progress) {}

  FetchedFile run(const std::vector<std::string>& mirrors) {
    if (downloaded_bytes(part_) > 0 && find_fault_of_file(part_, published_, open_gzip).empty()) {
      move_into_place();  // an earlier fetch ended between the last byte and the new name
      return {target_, {}};
    }
    std::string reasons;
    for (const auto& mirror : mirrors) {
      const std::string url =
          fmt::format("{}{}{}.gz", mirror, mirror.ends_with('/') ? "" : "/", published_.name);
      const std::string fault = fetch_from(url);
      if (fault.empty()) return {target_, url};
      if (stopped_) {
        remove_empty_part();
        throw Error(fault, Error::Kind::failure);
      }
      reasons += (reasons.empty() ? "" : "; ") + fault;
    }
    remove_empty_part();
    throw Error(fmt::format("{} could not be fetched: {}; try again when the network is there, or "
                            "put the file into {} yourself",
                            target_.filename().string(), reasons, target_.parent_path().string()),
                Error::Kind::failure);
  }

 private:
  /// Why this mirror failed; empty if the file is in place.
  std::string fetch_from(const std::string& url) {
    const bool resumed = downloaded_bytes(part_) > 0;
    std::string fault = download_and_check(url);
    // What an earlier attempt left may be damaged, or another mirror's compression.
    if (!fault.empty() && complete_ && resumed) fault = download_and_check(url);
    if (fault.empty()) move_into_place();
    return fault;
  }

  void move_into_place() const {
    std::error_code error;
    fs::rename(part_, target_, error);
    if (error) {
      throw Error(fmt::format("{} cannot be renamed to {}: {}", part_.string(), target_.string(),
                              error.message()),
                  Error::Kind::failure);
    }
  }

  /// What has not a byte saves the next attempt nothing.
  void remove_empty_part() const {
    std::error_code ignored;
    if (downloaded_bytes(part_) == 0) fs::remove(part_, ignored);
  }

  std::string download_and_check(const std::string& url) {
    complete_ = false;
    try {
      download_with_retries(url);
    } catch (const Error& error) {
      return error.what();
    }
    complete_ = true;
    const std::string fault = find_fault_of_file(part_, published_, open_gzip);
    if (fault.empty()) return {};
    std::error_code ignored;
    fs::remove(part_, ignored);
    return fmt::format("{}: {}", url, fault);
  }

  // A connection that breaks is taken up again as long as each attempt gets further.
  void download_with_retries(const std::string& url) {
    while (true) {
      const std::int64_t before = downloaded_bytes(part_);
      try {
        download(url, part_, [this](std::int64_t received, std::int64_t total) {
          return report(received, total);
        });
        return;
      } catch (const Error&) {
        if (stopped_ || downloaded_bytes(part_) <= before) throw;
      }
    }
  }

  bool report(std::int64_t received, std::int64_t total) {
    stopped_ = progress_ && !progress_({target_.filename().string(), received, total});
    return !stopped_;
  }

  const PublishedFile& published_;
  fs::path target_;
  fs::path part_;
  const FetchCallback& progress_;
  bool complete_ = false;
  bool stopped_ = false;
};

/// A folder, of which nothing is left if nothing comes into it.
class FetchFolder {
 public:
  explicit FetchFolder(const fs::path& folder) {
    std::error_code error;
    for (fs::path missing = folder; !missing.empty() && !fs::exists(missing, error);
         missing = missing.parent_path())
      created_.push_back(missing);
    fs::create_directories(folder, error);
    if (error) {
      throw Error(
          fmt::format("the folder {} cannot be created: {}", folder.string(), error.message()),
          Error::Kind::failure);
    }
  }
  ~FetchFolder() {
    std::error_code not_empty;
    for (const auto& folder : created_) fs::remove(folder, not_empty);
  }
  FetchFolder(const FetchFolder&) = delete;
  FetchFolder& operator=(const FetchFolder&) = delete;

 private:
  std::vector<fs::path> created_;  // the innermost first
};

}  // namespace

std::vector<FetchedFile> fetch_published(const PublishedImages& published,
                                         const fs::path& destination,
                                         const FetchCallback& progress) {
  if (destination.empty()) throw Error("the folder to fetch into is empty: name one");
  const fs::path folder = destination / published.name;
  const FetchFolder created(folder);
  std::vector<FetchedFile> fetched;
  for (const auto& file : published.files) {
    const auto present = find_idx_file(folder, file.name);
    if (present && find_fault_of_file(*present, file, open_bytes).empty()) {
      fetched.push_back({*present, {}});
    } else {
      fetched.push_back(FileFetch(file, folder, progress).run(published.mirrors));
    }
  }
  return fetched;
}

std::vector<FetchedFile> fetch_dataset(const std::string& name, const fs::path& destination,
                                       const FetchCallback& progress) {
  if (const auto* published = find_published(name)) {
    return fetch_published(*published, destination, progress);
  }
  std::string choices;
  for (const auto& published : image_catalog()) {
    choices += (choices.empty() ? "" : ", ") + published.name;
  }
  throw Error(
      fmt::format("'{}' is not a data set that can be fetched: choose from {}", name, choices));
}

}  // namespace plumb
