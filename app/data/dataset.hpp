#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace plumb {

/// One part of a data set, in host memory.
struct Split {
  std::vector<float> features;       ///< count × (product of sample_shape), row-major
  std::vector<std::int64_t> labels;  ///< count × label_steps class indices; empty for regression
  std::vector<float> targets;        ///< count values to regress on; empty for classification
  std::int64_t count = 0;
  /// Features and targets before they were rounded, while a table that is to be standardized is
  /// loaded; empty afterwards, and for all other data.
  std::vector<double> exact_features = {};
  std::vector<double> exact_targets = {};
};

/// How features are brought to a size of about 1 (data/standardize.hpp).
enum class Scaling { none, standard, robust };

/// What features, or the values to regress on, were made of x, column by column:
/// z = (x - center) / scale and, where there is a bound, z / sqrt(1 + (z / bound)²).
struct Standardization {
  std::vector<double> center;  ///< mean, or median
  std::vector<double> scale;   ///< > 0: deviation, or the distance between the quartiles
  double bound = 0;            ///< 0: none
};

struct Dataset {
  std::string name;    ///< "mnist", "digits", "csv:points.csv"
  std::string source;  ///< where it came from, for people: a folder or "generated"
  std::vector<std::int64_t> sample_shape;  ///< {1, 28, 28} for images, {features} for tables,
                                           ///< {steps, features} for sequences
  std::int64_t classes = 0;                ///< 0 for regression
  std::int64_t label_steps = 1;            ///< labels a sample has: those of its last steps
  std::string sequence;                    ///< how images became sequences; empty: they did not
  std::int64_t length = 0;                 ///< of adding and copy; 0 for others
  std::string notice;                      ///< what is odd about it, a line each; empty: nothing
  std::optional<Standardization> standardization;  ///< unset: the features are as they were read
  std::optional<Standardization> target_standardization;  ///< unset: as they were read
  std::vector<double> input_widths;     ///< of columns that were read, scaled and not yet rounded
                                        ///< (column_widths()); empty: others
  double input_ratio = 1;               ///< of the same to each other, as they are (column_ratio())
  std::optional<std::uint64_t> digest;  ///< of the samples as they were read; unset: generated
  Split train;
  Split validation;
};

/// What to load. Every field has the default of the command line.
struct DatasetRequest {
  std::string name;  ///< a name of `plumb list datasets`, csv:FILE or idx:DIR; empty: first found
  std::filesystem::path data_dir;  ///< searched first; empty: search path only
  std::uint64_t data_seed = 0;     ///< generation and split
  std::int64_t limit = 0;          ///< keep the first N training samples; 0 keeps all
  double val_fraction = 0.2;  ///< in (0, 1): share held out where the set has no split of its own
  Scaling scaling = Scaling::none;   ///< of every column of the features
  bool standardize_targets = false;  ///< the values to regress on too, which must be there
  double input_scale = 1.0;          ///< multiplies every feature, after all other scaling
  bool regression =
      false;  ///< read a CSV's last column as a value instead of a class; no effect on others
  std::string sequence;     ///< make sequences of images: of sequence_arrangements(); empty: no
  std::int64_t length = 0;  ///< of adding and copy, >= 2; 0: 100

  bool operator==(const DatasetRequest&) const = default;
};

/// Loads or generates a data set. An empty name takes the first found of mnist, fashion-mnist and
/// the embedded digits. Throws plumb::Error naming the file or value that is wrong.
Dataset load_dataset(const DatasetRequest& request);

struct DatasetInfo {
  std::string name;
  std::string description;
};

/// Everything load_dataset knows by name, in the order of `plumb list datasets`.
const std::vector<DatasetInfo>& known_datasets();

/// "unknown data set 'NAME': choose from …"
std::string unknown_dataset_message(const std::string& name);

}  // namespace plumb
