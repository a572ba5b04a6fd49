#include "data/idx_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "data/idx.hpp"
#include "data/split.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

fs::path require_idx_file(const fs::path& folder, std::string_view name) {
  if (auto file = find_idx_file(folder, name)) return *file;
  throw Error(fmt::format("{} has no file {} or {}.gz", folder.string(), name, name));
}

struct LabelledImages {
  fs::path image_file;
  fs::path label_file;
  IdxImages images;
  std::vector<std::uint8_t> labels;

  std::int64_t largest_label() const { return *std::max_element(labels.begin(), labels.end()); }
};

LabelledImages read_pair(const fs::path& folder, std::string_view image_name,
                         std::string_view label_name) {
  LabelledImages pair{
      require_idx_file(folder, image_name), require_idx_file(folder, label_name), {}, {}};
  pair.labels = read_idx_labels(pair.label_file);
  pair.images = read_idx_images(pair.image_file);
  if (pair.images.count != static_cast<std::int64_t>(pair.labels.size())) {
    throw Error(fmt::format("{} has {} images but {} has {} labels", pair.image_file.string(),
                            pair.images.count, pair.label_file.string(), pair.labels.size()));
  }
  return pair;
}

void check_labels(const LabelledImages& pair, std::int64_t classes) {
  const auto wrong = std::find_if(pair.labels.begin(), pair.labels.end(),
                                  [=](std::uint8_t label) { return label >= classes; });
  if (wrong == pair.labels.end()) return;
  throw Error(fmt::format("{} has the label {} at index {}: labels must be 0 to {}",
                          pair.label_file.string(), *wrong, wrong - pair.labels.begin(),
                          classes - 1));
}

void check_several_labels(const LabelledImages& train) {
  const bool several = std::any_of(train.labels.begin(), train.labels.end(),
                                   [&](auto label) { return label != train.labels.front(); });
  if (several) return;
  throw Error(fmt::format("{} has the single class {}: at least two are needed",
                          train.label_file.string(), train.labels.front()));
}

void check_same_size(const LabelledImages& test, const LabelledImages& train) {
  if (test.images.rows == train.images.rows && test.images.columns == train.images.columns) return;
  throw Error(fmt::format("{} has images of {} x {} but {} has {} x {}", test.image_file.string(),
                          test.images.rows, test.images.columns, train.image_file.string(),
                          train.images.rows, train.images.columns));
}

Split to_split(const LabelledImages& pair, std::int64_t limit) {
  Split split;
  split.count = limit > 0 ? std::min(limit, pair.images.count) : pair.images.count;
  const auto pixels =
      static_cast<std::size_t>(split.count * pair.images.rows * pair.images.columns);
  split.features = to_unit_interval(std::span(pair.images.pixels).first(pixels));
  split.labels.assign(pair.labels.begin(), pair.labels.begin() + split.count);
  return split;
}

bool has_test_set(const fs::path& folder) {
  return find_idx_file(folder, idx_file_names[2]) || find_idx_file(folder, idx_file_names[3]);
}

void load_with_test_set(const fs::path& folder, LabelledImages train, const DatasetRequest& request,
                        Dataset& dataset) {
  const LabelledImages test = read_pair(folder, idx_file_names[2], idx_file_names[3]);
  check_same_size(test, train);
  if (dataset.classes == 0) {
    dataset.classes = std::max(train.largest_label(), test.largest_label()) + 1;
  }
  check_labels(train, dataset.classes);
  check_labels(test, dataset.classes);
  dataset.train = to_split(train, request.limit);
  train = {};
  dataset.validation = to_split(test, 0);
}

void load_without_test_set(const LabelledImages& train, const DatasetRequest& request,
                           Dataset& dataset) {
  if (dataset.classes == 0) dataset.classes = train.largest_label() + 1;
  check_labels(train, dataset.classes);
  hold_out(to_split(train, 0), request, dataset);
}

}  // namespace

std::optional<fs::path> find_idx_file(const fs::path& folder, std::string_view name) {
  // The compressed file first: `plumb data fetch` writes it, and so mends a folder whose plain one
  // is damaged.
  std::error_code ignored;
  for (const auto& candidate : {folder / fmt::format("{}.gz", name), folder / name}) {
    if (fs::is_regular_file(candidate, ignored)) return candidate;
  }
  return std::nullopt;
}

int count_idx_files(const fs::path& folder) {
  return static_cast<int>(std::count_if(
      idx_file_names.begin(), idx_file_names.end(),
      [&](std::string_view name) { return find_idx_file(folder, name).has_value(); }));
}

Dataset load_idx_folder(const fs::path& folder, std::int64_t classes,
                        const DatasetRequest& request) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) {
    throw Error(fmt::format("{} is not a folder", folder.string()));
  }
  LabelledImages train = read_pair(folder, idx_file_names[0], idx_file_names[1]);
  check_several_labels(train);
  Dataset dataset;
  dataset.classes = classes;
  dataset.sample_shape = {1, train.images.rows, train.images.columns};
  if (has_test_set(folder)) {
    load_with_test_set(folder, std::move(train), request, dataset);
  } else {
    load_without_test_set(train, request, dataset);
  }
  return dataset;
}

}  // namespace plumb
