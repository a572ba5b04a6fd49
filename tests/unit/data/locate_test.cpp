#include "data/locate.hpp"

#include "data/dataset.hpp"
#include "data/image_catalog.hpp"
#include "data_files.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/temporary_folder.hpp"

namespace fs = std::filesystem;
using plumb::locate_dataset;
using State = plumb::DatasetLocation::State;

namespace {

/// A machine without any data set, but for Debian's folder.
struct EmptyMachine {
  TemporaryFolder folder;
  ScopedVariable data_dir{"PLUMB_DATA_DIR"};
  ScopedVariable cache{"XDG_CACHE_HOME", (folder.path() / "cache").string()};
  ScopedWorkingFolder working{folder.path()};
};

}  // namespace

TEST_CASE("a missing data set lists where it was searched and how to get it") {
  const EmptyMachine machine;
  const auto location = locate_dataset("mnist");
  CHECK(location.state == State::missing);
  CHECK(location.folder.empty());
  const std::string message = error_of([] { plumb::require_dataset_folder("mnist", {}); });
  CHECK_THAT(message, ContainsSubstring("mnist was not found in data/mnist, "));
  CHECK_THAT(message,
             ContainsSubstring((machine.folder.path() / "cache/plumb/data/mnist").string()));
  CHECK_THAT(message, ContainsSubstring(" or /usr/share/datasets/mnist; "));
  CHECK_THAT(message, ContainsSubstring("`plumb data fetch mnist`"));
  CHECK_THAT(plumb::find_published("fashion-mnist")->remedy,
             ContainsSubstring("apt-get install dataset-fashion-mnist"));
}

TEST_CASE("the folders are searched in order") {
  const EmptyMachine machine;
  const fs::path root = machine.folder.path();
  write_image_set(root / "cache/plumb/data/mnist");
  CHECK(locate_dataset("mnist").folder == root / "cache/plumb/data/mnist");
  write_image_set(root / "data/mnist");
  CHECK(locate_dataset("mnist").folder == "data/mnist");
  write_image_set(root / "variable/mnist");
  const ScopedVariable variable("PLUMB_DATA_DIR", (root / "variable").string());
  CHECK(locate_dataset("mnist").folder == root / "variable/mnist");
  write_image_set(root / "flag/mnist");
  const auto location = locate_dataset("mnist", root / "flag");
  CHECK(location.state == State::found);
  CHECK(location.folder == root / "flag/mnist");
}

TEST_CASE("files directly in a folder count only where the folder was named") {
  const EmptyMachine machine;
  const fs::path flat = machine.folder.path() / "flat";
  write_image_set(flat);
  CHECK(locate_dataset("mnist", flat).folder == flat);
  CHECK(locate_dataset("fashion-mnist", flat).folder == flat);
  const ScopedVariable variable("PLUMB_DATA_DIR", flat.string());
  CHECK(locate_dataset("mnist").state == State::missing);
}

TEST_CASE("an incomplete folder is named, unless a later one is complete") {
  const EmptyMachine machine;
  const fs::path root = machine.folder.path();
  write_image_set(root / "data/mnist");
  fs::remove(root / "data/mnist/t10k-labels-idx1-ubyte.gz");
  CHECK(locate_dataset("mnist").state == State::incomplete);
  CHECK_THAT(error_of([] { plumb::require_dataset_folder("mnist", {}); }),
             ContainsSubstring("incomplete, without t10k-labels-idx1-ubyte;"));
  write_image_set(root / "cache/plumb/data/mnist");
  CHECK(locate_dataset("mnist").folder == root / "cache/plumb/data/mnist");
}

TEST_CASE("a folder given that is not one is an error") {
  const EmptyMachine machine;
  CHECK_THAT(error_of([] { locate_dataset("mnist", "/nowhere/at/all"); }),
             ContainsSubstring("/nowhere/at/all is not a folder"));
}

TEST_CASE("sets without a search say so, and unknown names list the known ones") {
  CHECK(locate_dataset("digits").state == State::generated);
  CHECK(locate_dataset("csv:FILE").state == State::by_path);
  const std::string message = error_of([] { locate_dataset("mnits"); });
  CHECK_THAT(message, ContainsSubstring("unknown data set 'mnits'"));
  for (const auto& known : plumb::known_datasets()) {
    CHECK_THAT(message, ContainsSubstring(known.name));
  }
}

TEST_CASE("the cache folder follows XDG_CACHE_HOME, then HOME") {
  const ScopedVariable home("HOME", "/home/somebody");
  {
    const ScopedVariable cache("XDG_CACHE_HOME", "/somewhere");
    CHECK(plumb::user_data_folder() == "/somewhere/plumb/data");
  }
  const ScopedVariable cache("XDG_CACHE_HOME");
  CHECK(plumb::user_data_folder() == "/home/somebody/.cache/plumb/data");
  const ScopedVariable no_home("HOME");
  CHECK(plumb::user_data_folder().empty());
}

TEST_CASE("Debian's folder is searched") {
  const EmptyMachine machine;
  const fs::path debian = "/usr/share/datasets/fashion-mnist";
  CHECK(locate_dataset("fashion-mnist").searched.back() == debian);
  if (!fs::exists(debian) && skip_test("Debian's Fashion-MNIST is not installed")) return;
  CHECK(locate_dataset("fashion-mnist").folder == debian);
  // Files of the same names, but of another set.
  CHECK(locate_dataset("mnist", debian).state == State::missing);
}
