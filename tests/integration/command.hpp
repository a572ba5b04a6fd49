#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// What a command left behind.
struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs the plumb under test in `folder`, with the arguments as a shell would see them.
/// `environment` is put before the command: "NO_COLOR=1".
Outcome run_plumb(const std::filesystem::path& folder, const std::string& arguments,
                  const std::string& environment = {});

std::string text_of(const std::filesystem::path& file);

/// The lines of a text, without their ends.
std::vector<std::string> lines_of(const std::string& text);
