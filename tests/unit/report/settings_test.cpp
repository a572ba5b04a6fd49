#include "report/settings.hpp"

#include <fstream>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

std::filesystem::path written(const TemporaryFolder& folder, const std::string& text) {
  std::ofstream(folder.path() / "config.toml") << text;
  return folder.path() / "config.toml";
}

}  // namespace

TEST_CASE("settings keep the order of their file, known to Plumb or not") {
  const TemporaryFolder folder;
  const auto settings = plumb::read_settings(written(
      folder,
      "format = 1\nname = 'b'\n[training]\nlr = 0.5\nbatch-size = 8\n[mine]\nflag = true\n"));
  REQUIRE(settings.size() == 5);
  REQUIRE(settings[1].section.empty());
  REQUIRE(settings[1].value == "b");
  REQUIRE(settings[2].key == "lr");
  REQUIRE(settings[2].value == "0.5");
  REQUIRE(settings[3].key == "batch-size");
  REQUIRE(settings[4].section == "mine");
  REQUIRE(settings[4].value == "true");
}

TEST_CASE("the command that repeats a run names what differs from its preset") {
  const TemporaryFolder folder;
  REQUIRE(plumb::repeat_command(written(
              folder, "format = 1\npreset = 'deep-linear'\n[clipping]\nclip = 'norm:1'\n")) ==
          "plumb train deep-linear --clip norm:1");
  REQUIRE(plumb::repeat_command(
              written(folder, "format = 1\nname = \"it's; $(id)\"\n[training]\nepochs = 3\n")) ==
          "plumb train --name 'it'\\''s; $(id)' --epochs 3");
}

TEST_CASE("a file that is no TOML is said with its line") {
  const TemporaryFolder folder;
  REQUIRE_THROWS_WITH(plumb::read_settings(written(folder, "format = 1\nname = \n")),
                      ContainsSubstring("config.toml:2"));
}
