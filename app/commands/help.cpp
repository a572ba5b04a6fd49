#include "commands/help.hpp"

#include <CLI/CLI.hpp>
#include <sstream>
#include <vector>

#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr std::size_t narrowest_for_two_columns = 60;
constexpr std::size_t own_line_indent = 6;  // of a text below its name

/// What `check` accepts is behind a colon: the description says it in words.
std::string value_name(const CLI::Option& option) {
  if (option.get_type_size() == 0) return {};  // a flag
  const bool several = option.get_expected_max() >= CLI::detail::expected_max_vector_size &&
                       option.get_allow_extra_args() && option.get_delimiter() == '\0';
  std::string name = option.get_type_name();
  if (const auto check = name.find(" in ["); check != std::string::npos)
    name.erase(name.rfind(':', check));
  return name + (several ? "..." : "");
}

/// "relu|tanh|…" that is too long for a line goes on in the next.
std::string broken_at_bars(const std::string& name, std::size_t columns) {
  std::string result, line;
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t bar = name.find('|', begin);
    const std::size_t end = bar == std::string::npos ? name.size() : bar + 1;
    const std::string part = name.substr(begin, end - begin);
    if (!line.empty() && text_width(line) + text_width(part) > columns) {
      result += line + '\n';
      line = std::string(own_line_indent, ' ');
    }
    line += part;
    begin = end;
  }
  return result + line;
}

struct Example {
  std::string command, text;
};

/// "  plumb …    what it does"; a text without a command belongs to the command above it.
Example example_of(const std::string& line) {
  const auto begin = line.find_first_not_of(' ');
  if (begin == std::string::npos || begin == 0) return {line, {}};
  if (begin > own_line_indent) return {{}, line.substr(begin)};
  const auto gap = line.find("  ", begin);
  if (gap == std::string::npos) return {line, {}};
  return {line.substr(0, gap), line.substr(line.find_first_not_of(' ', gap))};
}

}  // namespace

std::string HelpFormatter::entry(const std::string& name, const std::string& text) const {
  const bool two_columns = columns_ >= narrowest_for_two_columns;
  const std::size_t column = two_columns ? get_column_width() : own_line_indent;
  std::string result = broken_at_bars("  " + name, columns_);
  if (text.empty()) return result + '\n';
  const std::string description = wrapped(text, columns_, column);
  const std::size_t width = text_width(result);
  if (!two_columns || width + 2 > column) return result + '\n' + description + '\n';
  return result + description.substr(width) + '\n';
}

std::string HelpFormatter::make_description(const CLI::App* app) const {
  return wrapped(app->get_description(), columns_) + '\n';
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool is_positional) const {
  const std::string value = value_name(*option);
  std::string text = option->get_description();
  if (is_positional) return entry(value, text);
  if (option->get_required()) text += " (required)";
  return entry(option->get_name(false, true) + (value.empty() ? "" : ' ' + value), text);
}

std::string HelpFormatter::make_option_usage(const CLI::Option* option) const {
  const std::string value = value_name(*option);
  return option->get_required() ? value : '[' + value + ']';
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const {
  return entry(command->get_name(), command->get_description());
}

std::string HelpFormatter::make_footer(const CLI::App* app) const {
  std::vector<std::string> lines;
  std::istringstream stream(app->get_footer());
  bool fits = true;
  for (std::string line; std::getline(stream, line);) {
    fits = fits && text_width(line) <= columns_;
    lines.push_back(line);
  }
  if (fits) return app->get_footer();
  std::string result;
  for (const auto& line : lines) {
    const auto [command, text] = example_of(line);
    const bool is_prose = text.empty() && !command.starts_with(' ');
    if (!command.empty() || text.empty())
      result += (is_prose ? wrapped(command, columns_) : command) + '\n';
    if (!text.empty()) result += wrapped(text, columns_, own_line_indent) + '\n';
  }
  return result;
}

}  // namespace plumb
