#include "config/data_path.hpp"

#include <filesystem>

#include "support/catch.hpp"

TEST_CASE("a data set that is named by its path is named from the root on") {
  const std::string here = std::filesystem::current_path().string();
  CHECK(plumb::absolute_data_name("csv:points.csv") == "csv:" + here + "/points.csv");
  CHECK(plumb::absolute_data_name("idx:./images/") == "idx:" + here + "/images");
  CHECK(plumb::absolute_data_name("csv:/data/a.csv") == "csv:/data/a.csv");
  for (const char* other : {"", "mnist", "csv:", "idx:"})
    CHECK(plumb::absolute_data_name(other) == other);

  plumb::RunConfig::Data data;
  plumb::make_data_paths_absolute(data);
  CHECK(data.data.empty());
  CHECK(data.data_dir.empty());
  data.data_dir = "images";
  plumb::make_data_paths_absolute(data);
  CHECK(data.data_dir == here + "/images");
}

TEST_CASE("displays have the name of a data set without its folders") {
  CHECK(plumb::data_label("csv:/data/points.csv") == "csv:points.csv");
  CHECK(plumb::data_label("idx:../images/") == "idx:images");
  CHECK(plumb::data_label("mnist") == "mnist");
}
