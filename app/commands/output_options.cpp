#include "commands/output_options.hpp"

#include <CLI/CLI.hpp>

namespace plumb {

void OutputOptions::add_to(CLI::App& command, const std::string& folder,
                           const std::string& result) {
  command.add_option("--out", out, folder)->type_name("DIR");
  command.add_flag("--quiet", quiet, "print only the " + result);
  command.add_flag("--json", json, "print the " + result + " as one JSON document, nothing else");
}

}  // namespace plumb
