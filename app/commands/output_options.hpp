#pragma once

#include <CLI/App.hpp>
#include <string>

namespace plumb {

/// How much a command says on standard output.
enum class Output { full, quiet, json };

/// --out, --quiet and --json, which every training command has.
struct OutputOptions {
  std::string out;
  bool quiet = false;
  bool json = false;

  /// `folder` names what --out is and its default, `result` what --json prints. This object must
  /// outlive the parsing.
  void add_to(CLI::App& command, const std::string& folder, const std::string& result);

  Output output() const { return json ? Output::json : quiet ? Output::quiet : Output::full; }
};

}  // namespace plumb
