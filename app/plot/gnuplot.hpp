#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "plot/figure.hpp"

namespace plumb {

/// Throws Error naming the format and the formats that would do.
void check_format(const std::string& format);

/// Throws Error if `program` cannot be started, saying how to install it.
void check_gnuplot(const std::string& program);

/// The bytes of the figure in that format; a PNG is 1600 pixels wide, or of a figure
/// for paper has 300 dpi. Throws Error with what
/// gnuplot said.
std::string draw(const Figure& figure, const std::string& format, const std::string& program);

/// Draws the figure into directory/stem.format and returns that path. The file appears whole or not
/// at all. Throws Error with what gnuplot said.
std::filesystem::path render(const Figure& figure, const std::string& format,
                             const std::filesystem::path& directory, const std::string& program);

/// The `set terminal` line for a figure, and row_scale, which Script's legends use.
std::string terminal_command(const Figure& figure, const std::string& format);

}  // namespace plumb
