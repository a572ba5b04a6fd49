#include "data/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "data/class_balance.hpp"
#include "data/content_digest.hpp"
#include "data/csv.hpp"
#include "data/digits.hpp"
#include "data/idx_folder.hpp"
#include "data/locate.hpp"
#include "data/memory_tasks.hpp"
#include "data/points.hpp"
#include "data/random.hpp"
#include "data/repeated_samples.hpp"
#include "data/rounding.hpp"
#include "data/sequences.hpp"
#include "data/split.hpp"
#include "data/standardize.hpp"
#include "plumb/diagnostics/column_widths.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view generated = "generated";

/// The command that replaces the damaged files of a published set.
std::string mending_command(const fs::path& folder, const std::string& name) {
  const bool fetched_there = folder.filename() == name;
  const fs::path base = folder.parent_path();
  const std::string option = !fetched_there || base == user_data_folder()
                                 ? std::string()
                                 : fmt::format(" --data-dir {}", base.string());
  return fmt::format("`plumb data fetch {}{}`", name, option);
}

Dataset load_published(const DatasetRequest& request, const std::string& name) {
  constexpr std::int64_t classes = 10;
  const fs::path folder = require_dataset_folder(name, request.data_dir);
  try {
    Dataset dataset = load_idx_folder(folder, classes, request);
    dataset.source = folder.string();
    return dataset;
  } catch (const Error& error) {
    throw Error(
        fmt::format("{}; {} replaces what is damaged", error.what(), mending_command(folder, name)),
        error.kind());
  }
}

Dataset load_mnist(const DatasetRequest& request, const std::string&) {
  return load_published(request, "mnist");
}

Dataset load_fashion_mnist(const DatasetRequest& request, const std::string&) {
  return load_published(request, "fashion-mnist");
}

Dataset make_digits(const DatasetRequest& request, const std::string&) {
  constexpr std::int64_t train_count = 60'000;
  constexpr std::int64_t validation_count = 10'000;
  constexpr std::uint64_t validation_stream = 0x76616c;
  const std::int64_t count = request.limit > 0 ? std::min(request.limit, train_count) : train_count;
  Dataset dataset;
  dataset.source = generated;
  dataset.sample_shape = {1, 28, 28};
  dataset.classes = 10;
  dataset.train = generate_digits(count, request.data_seed);
  dataset.validation =
      generate_digits(validation_count, Random(request.data_seed, validation_stream).next());
  return dataset;
}

// 700 to train on and 300 to validate on, whatever val_fraction says: the share is part of the set.
Dataset make_points(const Split& points, std::int64_t classes, const DatasetRequest& request) {
  DatasetRequest own_share = request;
  own_share.val_fraction = 0.3;
  Dataset dataset;
  dataset.source = generated;
  dataset.sample_shape = {2};
  dataset.classes = classes;
  hold_out(points, own_share, dataset);
  return dataset;
}

Dataset make_circles(const DatasetRequest& request, const std::string&) {
  return make_points(generate_circles({}, request.data_seed), 2, request);
}

Dataset make_blobs(const DatasetRequest& request, const std::string&) {
  const BlobsOptions options;
  return make_points(generate_blobs(options, request.data_seed), options.centers, request);
}

using GenerateTask = Split (*)(std::int64_t count, std::int64_t length, std::uint64_t seed);

Dataset make_memory_task(const DatasetRequest& request, GenerateTask generate) {
  constexpr std::int64_t train_count = 10'000;
  constexpr std::int64_t validation_count = 1'000;
  constexpr std::uint64_t validation_stream = 0x76616c;
  Dataset dataset;
  dataset.source = generated;
  dataset.length = request.length > 0 ? request.length : 100;
  dataset.train =
      generate(request.limit > 0 ? request.limit : train_count, dataset.length, request.data_seed);
  dataset.validation = generate(validation_count, dataset.length,
                                Random(request.data_seed, validation_stream).next());
  return dataset;
}

Dataset make_adding(const DatasetRequest& request, const std::string&) {
  Dataset dataset = make_memory_task(request, generate_adding);
  dataset.sample_shape = {dataset.length, 2};
  return dataset;
}

Dataset make_copy(const DatasetRequest& request, const std::string&) {
  Dataset dataset = make_memory_task(request, generate_copy);
  dataset.sample_shape = {dataset.length + 2 * copied_symbols, 10};
  dataset.classes = 8;
  dataset.label_steps = copied_symbols;
  return dataset;
}

void add_notice(Dataset& dataset, const std::string& sentence) {
  if (sentence.empty()) return;
  dataset.notice += (dataset.notice.empty() ? "" : "\n") + sentence;
}

/// Of what is taken as it is.
void drop_exact_values(CsvSamples& table, const DatasetRequest& request, Dataset& dataset) {
  if (request.scaling == Scaling::none) {
    add_notice(dataset, rounded_features_notice(table));
    std::vector<double>().swap(table.samples.exact_features);
  }
  if (!request.standardize_targets) {
    add_notice(dataset, rounded_targets_notice(table));
    std::vector<double>().swap(table.samples.exact_targets);
  }
}

Dataset load_csv(const DatasetRequest& request, const std::string& path) {
  CsvSamples table = read_csv(path, request.regression);
  if (table.samples.count < 2) {
    throw Error(
        fmt::format("{} has one row of data: at least two are needed, one to train on and "
                    "one to validate on",
                    path));
  }
  Dataset dataset;
  dataset.source = path;
  dataset.sample_shape = {table.features};
  dataset.classes = table.classes;
  dataset.notice = table.notice;
  drop_exact_values(table, request, dataset);
  hold_out(table.samples, request, dataset);
  return dataset;
}

Dataset load_idx(const DatasetRequest& request, const std::string& path) {
  Dataset dataset = load_idx_folder(path, 0, request);
  dataset.source = path;
  return dataset;
}

/// A name that ends in ':' plus a placeholder takes what follows the colon as its argument.
struct Loader {
  DatasetInfo info;
  Dataset (*load)(const DatasetRequest& request, const std::string& argument);
};

const std::vector<Loader>& loaders() {
  static const std::vector<Loader> all{
      {{"mnist", "70,000 grey images of handwritten digits, 28 x 28, 10 classes"}, load_mnist},
      {{"fashion-mnist", "70,000 grey images of clothes, 28 x 28, 10 classes"}, load_fashion_mnist},
      {{"digits", "70,000 grey images of digits, 28 x 28, 10 classes, drawn from --data-seed"},
       make_digits},
      {{"circles", "1,000 points on two concentric noisy circles, 2 classes"}, make_circles},
      {{"blobs", "1,000 points in three normal clusters in the plane, 3 classes"}, make_blobs},
      {{"adding", "sequences of --length steps: the sum of two marked values, to regress on"},
       make_adding},
      {{"copy",
        "sequences of --length + 20 steps: ten symbols to recall after --length steps, 8 classes"},
       make_copy},
      {{"csv:FILE", "a table of numbers, its last column the class, or the value to regress on"},
       load_csv},
      {{"idx:DIR", "a folder of IDX files named like MNIST's, plain or .gz"}, load_idx},
  };
  return all;
}

bool takes_argument(const Loader& loader) {
  return loader.info.name.find(':') != std::string::npos;
}

/// "csv:" of "csv:FILE".
std::string prefix_of(const Loader& loader) {
  return loader.info.name.substr(0, loader.info.name.find(':') + 1);
}

Dataset load_by_name(const DatasetRequest& request, const std::string& name) {
  for (const auto& loader : loaders()) {
    if (!takes_argument(loader)) {
      if (loader.info.name == name) return loader.load(request, {});
      continue;
    }
    const std::string prefix = prefix_of(loader);
    if (!name.starts_with(prefix)) continue;
    if (name.size() == prefix.size()) {
      throw Error(fmt::format("the data set '{}' names no path: write {}", name, loader.info.name));
    }
    return loader.load(request, name.substr(prefix.size()));
  }
  throw Error(unknown_dataset_message(name));
}

std::string first_found(const fs::path& data_dir) {
  for (const char* name : {"mnist", "fashion-mnist"}) {
    if (locate_dataset(name, data_dir).state == DatasetLocation::State::found) return name;
  }
  return "digits";
}

/// That and why a run without --data is not on the set that everyone would expect.
std::string fallback_notice(const std::string& name) {
  return fmt::format("mnist was not found (`plumb data fetch mnist` downloads it): this is on {}",
                     name);
}

void check_request(const DatasetRequest& request) {
  if (request.limit < 0) {
    throw Error(
        fmt::format("limit {} is negative: it must be 0 (keep all) or more", request.limit));
  }
  if (!(request.val_fraction > 0.0 && request.val_fraction < 1.0)) {
    throw Error(fmt::format("validation fraction {} is out of range: it must lie between 0 and 1",
                            request.val_fraction));
  }
  if (!std::isfinite(request.input_scale) || request.input_scale == 0.0) {
    throw Error(fmt::format("input scale {} is out of range: it must be finite and not 0",
                            request.input_scale));
  }
  constexpr std::int64_t longest = 1'000'000;
  if (request.length != 0 && (request.length < 2 || request.length > longest)) {
    throw Error(
        fmt::format("--length {} is out of range: it goes from 2 to {}", request.length, longest));
  }
}

void scale_features(Split& split, double factor) {
  constexpr double largest = std::numeric_limits<float>::max();
  const auto scale = static_cast<float>(std::clamp(factor, -largest, largest));
  bool fits = scale != 0.0F && std::abs(factor) <= largest;
  for (auto& feature : split.features) {
    feature *= scale;
    fits &= std::isfinite(feature);
  }
  if (!fits) {
    throw Error(
        fmt::format("--input-scale {} makes features that float32 cannot hold: take one nearer "
                    "to 1",
                    factor));
  }
}

/// Of a table or sequences that were read; 0 of others.
std::size_t column_count(const Dataset& dataset) {
  const bool are_images = dataset.sample_shape.size() == 3;
  return dataset.source == generated || are_images
             ? 0
             : static_cast<std::size_t>(dataset.sample_shape.back());
}

void measure_widths(Dataset& dataset) {
  const std::size_t columns = column_count(dataset);
  if (columns == 0) return;
  const Split& train = dataset.train;
  dataset.input_widths = train.exact_features.empty()
                             ? column_widths(train.features, columns)
                             : column_widths(train.exact_features, columns);
}

void scale_columns(Dataset& dataset, Scaling scaling) {
  // Standardizing leaves widths as they are, and may round away what has them.
  if (scaling != Scaling::robust) measure_widths(dataset);
  if (scaling == Scaling::standard) standardize(dataset);
  if (scaling == Scaling::robust) {
    standardize_robustly(dataset);
    measure_widths(dataset);
  }
}

/// Once they are scaled, since what is rounded as it is may be equal only for that.
void look_at_samples(Dataset& dataset) {
  if (dataset.source == generated) return;
  add_notice(dataset, repeated_samples_notice(dataset));
  if (const std::size_t columns = column_count(dataset); columns > 0)
    dataset.input_ratio = column_ratio(dataset.train.features, columns);
}

}  // namespace

Dataset load_dataset(const DatasetRequest& request) {
  check_request(request);
  const std::string name = request.name.empty() ? first_found(request.data_dir) : request.name;
  Dataset dataset = load_by_name(request, name);
  dataset.name = name;
  check_several_classes(dataset, request);
  if (request.name.empty() && name != "mnist") add_notice(dataset, fallback_notice(name));
  add_notice(dataset, unseen_classes_notice(dataset));
  if (request.length != 0 && dataset.length == 0) {
    throw Error(fmt::format("--length {} is for the data sets adding and copy, not for {}",
                            request.length, name));
  }
  // Before what the settings make of them: that is rounded, not everywhere alike.
  if (dataset.source != generated)
    dataset.digest = content_digest(dataset.train, dataset.validation);
  if (request.standardize_targets) standardize_targets(dataset);
  // Before pixels become a sequence's features.
  scale_columns(dataset, request.scaling);
  look_at_samples(dataset);
  if (!request.sequence.empty()) arrange_as_sequence(dataset, request.sequence, request.data_seed);
  if (request.input_scale != 1.0) {
    scale_features(dataset.train, request.input_scale);
    scale_features(dataset.validation, request.input_scale);
  }
  return dataset;
}

const std::vector<DatasetInfo>& known_datasets() {
  static const std::vector<DatasetInfo> infos = [] {
    std::vector<DatasetInfo> all;
    for (const auto& loader : loaders()) all.push_back(loader.info);
    return all;
  }();
  return infos;
}

std::string unknown_dataset_message(const std::string& name) {
  std::string choices;
  for (const auto& known : known_datasets()) {
    choices += (choices.empty() ? "" : ", ") + known.name;
  }
  return fmt::format("unknown data set '{}': choose from {}", name, choices);
}

}  // namespace plumb
