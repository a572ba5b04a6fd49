#include "data/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "data/class_balance.hpp"
#include "data/csv.hpp"
#include "data/dataset.hpp"
#include "data/far_values.hpp"
#include "data/idx.hpp"
#include "data/idx_folder.hpp"
#include "data/image_catalog.hpp"
#include "data/locate.hpp"
#include "data/repeated_samples.hpp"
#include "data/rounding.hpp"
#include "data/sha256.hpp"
#include "data/split.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

bool holds_labels(const fs::path& file) {
  std::array<std::uint8_t, 4> magic{};
  open_bytes(file)->read(magic);
  return magic == std::array<std::uint8_t, 4>{0, 0, 8, 1};
}

std::string describe_labels(const fs::path& file) {
  const auto labels = read_idx_labels(file);
  const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
  return fmt::format("{} labels, {} to {}", labels.size(), *low, *high);
}

std::string describe_images(const fs::path& file) {
  const auto images = read_idx_images(file);
  return fmt::format("{} images of {} x {}", images.count, images.rows, images.columns);
}

FileCheck check_idx_file(const fs::path& file) {
  FileCheck check;
  check.file = file;
  try {
    check.detail = holds_labels(file) ? describe_labels(file) : describe_images(file);
    check.sha256 = sha256(*open_bytes(file));
    check.ok = true;
  } catch (const Error& error) {
    check.detail = error.what();
  }
  return check;
}

/// train-images-idx3-ubyte of train-images-idx3-ubyte.gz.
std::string published_name_of(const fs::path& file) {
  return (file.extension() == ".gz" ? file.stem() : file.filename()).string();
}

const std::string* published_digest(const PublishedImages& published, const fs::path& file) {
  const std::string name = published_name_of(file);
  for (const auto& entry : published.files) {
    if (entry.name == name) return &entry.sha256;
  }
  return nullptr;
}

const PublishedImages* recognize(const std::vector<FileCheck>& files) {
  for (const auto& published : image_catalog()) {
    for (const auto& check : files) {
      const bool same = std::any_of(published.files.begin(), published.files.end(),
                                    [&](const auto& f) { return f.sha256 == check.sha256; });
      if (same) return &published;
    }
  }
  return nullptr;
}

void compare_digests(const PublishedImages& published, std::vector<FileCheck>& files) {
  for (auto& check : files) {
    const std::string* digest = published_digest(published, check.file);
    if (!check.ok || digest == nullptr || *digest == check.sha256) continue;
    check.ok = false;
    check.detail += fmt::format(", but its content is not {}'s: SHA-256 {} instead of {}",
                                published.name, check.sha256, *digest);
  }
}

/// What is odd, a line each; empty sentences say nothing.
std::string but(const std::vector<std::string>& notices, std::string_view conjunction) {
  std::string text;
  for (const auto& notice : notices) {
    if (notice.empty()) continue;
    text += text.empty() ? conjunction : "\nand ";
    text += notice;
  }
  return text;
}

// What no single file can show: that counts, sizes and labels fit together.
void check_together(const fs::path& folder, std::int64_t classes, DatasetCheck& check) {
  try {
    const Dataset dataset = load_idx_folder(folder, classes, {});
    check.summary +=
        but({unseen_classes_notice(dataset), repeated_samples_notice(dataset)}, "; but ");
  } catch (const Error& error) {
    check.ok = false;
    check.summary = error.what();
  }
}

std::vector<fs::path> idx_files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto name : idx_file_names) {
    if (const auto file = find_idx_file(folder, name)) files.push_back(*file);
  }
  return files;
}

DatasetCheck check_files(const std::vector<fs::path>& files, const PublishedImages* expected) {
  DatasetCheck check;
  for (const auto& file : files) check.files.push_back(check_idx_file(file));
  const PublishedImages* published = expected != nullptr ? expected : recognize(check.files);
  if (published != nullptr) {
    check.name = published->name;
    compare_digests(*published, check.files);
  }
  const auto bad = std::count_if(check.files.begin(), check.files.end(),
                                 [](const FileCheck& file) { return !file.ok; });
  check.ok = bad == 0;
  if (bad > 0) {
    check.summary = fmt::format("{} of {} files cannot be used", bad, files.size());
  } else if (published != nullptr) {
    check.summary = fmt::format("valid, and the content is the published {}", published->name);
  } else {
    check.summary = "valid; the content is not a set whose digests are known";
  }
  return check;
}

DatasetCheck check_folder(const fs::path& folder, const PublishedImages* expected) {
  const auto files = idx_files_of(folder);
  if (files.empty()) {
    throw Error(fmt::format("{} has no IDX files: expected {}, {}, {} and {}, plain or .gz",
                            folder.string(), idx_file_names[0], idx_file_names[1],
                            idx_file_names[2], idx_file_names[3]));
  }
  DatasetCheck check = check_files(files, expected);
  check.source = folder.string();
  if (check.ok) check_together(folder, expected != nullptr ? 10 : 0, check);
  return check;
}

/// What a table holds: features with classes, or else with values.
std::string describe_table(const CsvSamples& table) {
  const std::string last = table.classes > 0 ? fmt::format("{} distinct labels", table.classes)
                                             : "values to regress on (--loss mse)";
  return fmt::format("{} rows, {} features, {}", table.samples.count, table.features, last);
}

/// Split as by default.
std::string repeated_rows_notice(const CsvSamples& table) {
  if (table.samples.count < 2) return {};
  Dataset dataset;
  dataset.classes = table.classes;
  hold_out(table.samples, {}, dataset);
  return repeated_samples_notice(dataset);
}

std::vector<std::string> notices_of(const CsvSamples& table) {
  std::vector<std::string> notices{table.notice, rounded_features_notice(table),
                                   rounded_targets_notice(table), repeated_rows_notice(table)};
  for (auto& notice : far_value_notices(table)) notices.push_back(std::move(notice));
  return notices;
}

CsvSamples read_table(const fs::path& file) {
  try {
    return read_csv(file, false);
  } catch (const NotClasses&) {
    return read_csv(file, true);
  }
}

DatasetCheck check_csv(const fs::path& file) {
  DatasetCheck check;
  check.source = file.string();
  FileCheck entry;
  entry.file = file;
  try {
    const CsvSamples table = read_table(file);
    entry.sha256 = sha256(*open_plain(file));
    entry.detail = describe_table(table);
    entry.ok = true;
    check.summary = "valid" + but(notices_of(table), ", but ");
  } catch (const Error& error) {
    entry.detail = error.what();
    check.summary = "1 of 1 files cannot be used";
  }
  check.ok = entry.ok;
  check.files.push_back(std::move(entry));
  return check;
}

bool is_csv_name(const fs::path& file) {
  const auto extension = file.extension();
  return extension == ".csv" || extension == ".tsv" || extension == ".txt";
}

DatasetCheck check_path(const std::string& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return check_folder(path, nullptr);
  if (!fs::exists(path, ignored)) {
    throw Error(
        fmt::format("'{}' is neither a file, nor a folder, nor a data set of `plumb list "
                    "datasets`",
                    path));
  }
  if (is_csv_name(path)) return check_csv(path);
  DatasetCheck check = check_files({path}, nullptr);
  check.source = path;
  return check;
}

bool is_known_name(const std::string& name) {
  return std::any_of(known_datasets().begin(), known_datasets().end(),
                     [&](const DatasetInfo& info) { return info.name == name; });
}

DatasetCheck check_known(const std::string& name, const fs::path& data_dir) {
  if (const auto* published = find_published(name)) {
    return check_folder(require_dataset_folder(name, data_dir), published);
  }
  DatasetCheck check;
  check.name = name;
  check.source = "generated";
  check.ok = true;
  check.summary = fmt::format("{} is generated and needs no files", name);
  return check;
}

}  // namespace

DatasetCheck check_dataset(const std::string& path_or_name, const fs::path& data_dir) {
  if (path_or_name.starts_with("csv:")) return check_csv(path_or_name.substr(4));
  if (path_or_name.starts_with("idx:")) return check_path(path_or_name.substr(4));
  if (is_known_name(path_or_name)) return check_known(path_or_name, data_dir);
  return check_path(path_or_name);
}

}  // namespace plumb
