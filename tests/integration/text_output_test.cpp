#include <algorithm>
#include <filesystem>

#include "command.hpp"
#include "support/approved.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

/// Whatever the machine found of data sets is not part of the text.
std::string output_of(const std::string& arguments) {
  const TemporaryFolder folder;
  const auto outcome = run_plumb(folder.path(), arguments, "env -u PLUMB_DATA_DIR");
  INFO(arguments << '\n' << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  return outcome.out;
}

}  // namespace

TEST_CASE("the help of every command is as approved") {
  std::string text = output_of("--help");
  for (const auto* command : {"train", "compare", "sweep", "reproduce", "repair", "diagnose",
                              "explain", "forecast", "watch", "plot", "report", "data", "list"})
    text += "\n---- " + std::string(command) + "\n" + output_of(command + std::string(" --help"));
  require_approved(text, "help.txt");
}

TEST_CASE("help fits 80 columns, names values, and has examples of its own command") {
  for (const std::string command :
       {"train", "compare", "sweep", "reproduce", "repair", "diagnose", "explain", "forecast",
        "watch", "plot", "report", "data", "data list", "data fetch", "data check", "list"}) {
    CAPTURE(command);
    const std::string text = output_of(command + " --help");
    CHECK_THAT(text, !ContainsSubstring("TEXT") && !ContainsSubstring("INT") &&
                         !ContainsSubstring("REQUIRED") && !ContainsSubstring(" ..."));
    // The first example is of the command itself.
    const std::string example = text.substr(text.find("Examples:\n") + 10);
    CHECK(example.starts_with("  plumb " + command));
    for (const auto& line : lines_of(text)) {
      const auto characters = std::count_if(line.begin(), line.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
      });
      CAPTURE(line);
      const bool is_command = line.starts_with("  plumb ");  // to be copied: in one piece
      CHECK((is_command || characters <= 80));
    }
  }
}

TEST_CASE("the names that options take are as approved") {
  std::string text;
  for (const auto* kind : {"presets", "models", "activations", "output-activations", "initializers",
                           "recurrent-initializers", "norms", "residuals", "losses", "optimizers",
                           "schedules", "clips", "rules", "datasets", "figures", "reports"})
    text += "---- " + std::string(kind) + "\n" + output_of("list " + std::string(kind));
  require_approved(text, "list.txt");
}

TEST_CASE("every page of plumb explain is that of the documentation") {
  for (const auto& entry : std::filesystem::directory_iterator(PLUMB_RULE_PAGES)) {
    const auto rule = entry.path().stem().string();
    if (rule == "README") continue;
    INFO(rule);
    CHECK(output_of("explain " + rule).find(text_of(entry.path()).substr(0, 200)) !=
          std::string::npos);
  }
}
