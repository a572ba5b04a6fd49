#include "data/rounding.hpp"

#include <fmt/format.h>

#include "data/dataset.hpp"
#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::DatasetRequest;
using plumb::load_dataset;
using plumb::Scaling;

namespace {

constexpr double epoch = 1'700'000'000;

/// Ten seconds since 1970, a fifth of a second apart, beside small numbers, and a time to regress
/// on. float32 is 128 apart there.
DatasetRequest seconds(const TemporaryFolder& folder) {
  const auto file = folder.path() / "table.csv";
  std::string text = "x,ts,end\n";
  for (int i = 0; i < 10; ++i)
    text += fmt::format("{},{:.1f},{:.1f}\n", i / 10.0, epoch + i / 5.0, epoch + 2 * i);
  write_text(file, text);
  DatasetRequest request;
  request.name = "csv:" + file.string();
  request.regression = true;
  return request;
}

}  // namespace

TEST_CASE("a column whose values float32 merges is named, unless its mean is subtracted before") {
  const TemporaryFolder folder;
  auto request = seconds(folder);
  const std::string notice = load_dataset(request).notice;
  CHECK_THAT(notice,
             ContainsSubstring("float32, in which data are kept, leaves 1 of the 10 distinct "
                               "values of column ts apart: --standardize on subtracts the mean "
                               "before they are rounded\n") &&
                 ContainsSubstring("leaves 1 of the 10 distinct values of column end apart: "
                                   "--standardize-targets on"));
  request.standardize_targets = true;
  CHECK_THAT(load_dataset(request).notice,
             ContainsSubstring("column ts") && !ContainsSubstring("column end"));
  for (const auto scaling : {Scaling::standard, Scaling::robust}) {
    request.scaling = scaling;
    CHECK(load_dataset(request).notice.empty());
  }
}

TEST_CASE("the column of which the least is left is named, by its number where it has no name") {
  plumb::CsvSamples table;
  table.features = 3;
  for (int i = 0; i < 8; ++i) {
    // 4 and 8 apart are told apart at 2²⁵, 1 and 2 are not.
    table.samples.exact_features.push_back((1 << 25) + i);
    table.samples.exact_features.push_back((1 << 27) + i);
    table.samples.exact_features.push_back((1 << 24) + i);
  }
  CHECK_THAT(plumb::rounded_features_notice(table),
             ContainsSubstring("leaves 1 of the 8 distinct values of column 2 apart, and less than "
                               "half of those of 1 more: --standardize on"));
  table.header = {"a", "b\nc", "", "label"};
  CHECK_THAT(plumb::rounded_features_notice(table), ContainsSubstring("of column 2 apart"));
}

TEST_CASE("half of the values left, or rounding alone, is not told") {
  plumb::CsvSamples table;
  table.features = 1;
  for (const double value : {16'777'216.0, 16'777'217.0, 16'777'218.0, 16'777'219.0, 0.1, 0.2})
    table.samples.exact_features.push_back(value);
  CHECK(plumb::rounded_features_notice(table).empty());
  CHECK(plumb::rounded_targets_notice(table).empty());
}
