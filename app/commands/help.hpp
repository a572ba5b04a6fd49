#pragma once

#include <CLI/Formatter.hpp>

namespace plumb {

/// --help in Plumb's form: values by their names instead of C++ types, and text that is broken at
/// the width of the terminal.
class HelpFormatter : public CLI::Formatter {
 public:
  /// `columns`: of a line.
  explicit HelpFormatter(std::size_t columns) : columns_(columns) {}

  std::string make_description(const CLI::App* app) const override;
  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_option_usage(const CLI::Option* option) const override;
  std::string make_subcommand(const CLI::App* command) const override;
  std::string make_footer(const CLI::App* app) const override;

 private:
  std::string entry(const std::string& name, const std::string& text) const;

  std::size_t columns_;
};

}  // namespace plumb
