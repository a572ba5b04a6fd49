#include "plot/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>

#include "plot/plot.hpp"
#include "plot/png.hpp"
#include "plot/script.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

extern char** environ;

namespace plumb {
namespace {

constexpr int bitmap_width = 1600;                  // pixels, of a figure without a size in print
constexpr double bitmap_dpi = 300;                  // of one with it
constexpr double standard_inches_per_unit = 0.009;  // 800 units are 183 mm
constexpr double points_per_inch = 72;
// Measured against the SVG terminal, whose units are the figure's own.
constexpr double cairo_font = 0.75;
constexpr double pdf_line = 2;  // a line of width 1 has half a point

double inches_per_unit(const Figure& figure) {
  return figure.for_paper ? 1 / paper_units_per_inch : standard_inches_per_unit;
}

int pixels(const Figure& figure) {
  if (!figure.for_paper) return bitmap_width;
  return static_cast<int>(std::lround(figure.width * inches_per_unit(figure) * bitmap_dpi));
}

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File temporary_file() {
  File file(std::tmpfile(), std::fclose);
  if (!file) {
    throw Error(fmt::format("cannot create a temporary file: {}", std::strerror(errno)),
                Error::Kind::failure);
  }
  return file;
}

std::string read_all(std::FILE* file) {
  std::string text;
  std::rewind(file);
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  return text;
}

struct Outcome {
  bool started = false;
  bool succeeded = false;
  std::string messages;
};

/// Runs gnuplot with the script as its standard input: no shell and no file name for it to read
/// anything into. `output` receives what it draws.
Outcome run_gnuplot(const std::string& program, const std::string& script, int output) {
  const auto input = temporary_file();
  const auto messages = temporary_file();
  if (std::fwrite(script.data(), 1, script.size(), input.get()) != script.size() ||
      std::fflush(input.get()) != 0) {
    throw Error(
        fmt::format("cannot write gnuplot's script to a temporary file: {}", std::strerror(errno)),
        Error::Kind::failure);
  }
  std::rewind(input.get());

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(messages.get()), STDERR_FILENO);
  // -d: a user's ~/.gnuplot must not restyle the figures.
  std::string name = program;
  std::string defaults = "-d";
  char* arguments[] = {name.data(), defaults.data(), nullptr};
  pid_t child = 0;
  const int code = posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (code != 0) return {};

  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // A program that could not be executed may show only as the shell's code for it.
  const bool started = !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
  return {started, WIFEXITED(status) && WEXITSTATUS(status) == 0, read_all(messages.get())};
}

[[noreturn]] void reject_missing(const std::string& program) {
  throw Error(fmt::format("cannot run \"{}\", which draws the figures; install it (Debian, Ubuntu: "
                          "apt-get install gnuplot-nox; macOS: brew install gnuplot)",
                          program),
              Error::Kind::failure);
}

std::string escape_xml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else {
      result += c;
    }
  }
  return result;
}

/// gnuplot calls every SVG "Gnuplot" and names its own version: screen readers get the figure's
/// title instead, and files of two versions are alike.
std::string retitle(std::string svg, const std::string& title) {
  const auto begin = svg.find("<title>Gnuplot</title>");
  const auto end = svg.find("</desc>");
  if (begin == std::string::npos || end == std::string::npos || end < begin) return svg;
  return svg.replace(begin, end + std::strlen("</desc>") - begin,
                     "<title>" + escape_xml(plain_text(title)) + "</title>");
}

/// Inches instead of pixels: as wide in print as was asked for. Its coordinates stay.
std::string resize(std::string svg, const Figure& figure) {
  const auto pixels = fmt::format("width=\"{}\" height=\"{}\"", figure.width, figure.height);
  const auto found = svg.find(pixels);
  if (found == std::string::npos) return svg;
  const double inches = inches_per_unit(figure);
  return svg.replace(found, pixels.size(),
                     fmt::format("width=\"{:.4g}in\" height=\"{:.4g}in\"", inches * figure.width,
                                 inches * figure.height));
}

}  // namespace

void check_format(const std::string& format) {
  const auto& known = figure_formats();
  if (std::find(known.begin(), known.end(), format) != known.end()) return;
  throw Error(fmt::format("\"{}\" is not a figure format; known are svg, png and pdf", format));
}

void check_gnuplot(const std::string& program) {
  const auto output = temporary_file();
  const auto outcome = run_gnuplot(program, "", fileno(output.get()));
  if (!outcome.started) reject_missing(program);
}

std::string terminal_command(const Figure& figure, const std::string& format) {
  const std::string font = "font 'sans-serif,12'";
  if (format == "svg") {
    // Its rows of a legend are this much further apart than cairo's.
    return fmt::format(
        "set terminal svg size {},{} fixed enhanced {} background rgb 'white'\nrow_scale = 0.8\n",
        figure.width, figure.height, font);
  }
  if (format == "png") {
    const int width = pixels(figure);
    const double scale = static_cast<double>(width) / figure.width;
    return fmt::format(
        "set terminal pngcairo size {},{:.0f} enhanced {} fontscale {:.4g} linewidth {:.4g} "
        "pointscale {:.4g} background rgb 'white'\nrow_scale = 1\n",
        width, figure.height * scale, font, cairo_font * scale, scale, scale);
  }
  check_format(format);
  const double inches = inches_per_unit(figure);
  const double scale = inches * points_per_inch;
  return fmt::format(
      "set terminal pdfcairo size {:.6g}in,{:.6g}in enhanced color {} fontscale {:.4g} linewidth "
      "{:.4g} pointscale {:.4g} background rgb 'white'\nrow_scale = 1\n",
      inches * figure.width, inches * figure.height, font, cairo_font * scale, pdf_line * scale,
      scale);
}

std::string draw(const Figure& figure, const std::string& format, const std::string& program) {
  const auto output = temporary_file();
  const auto outcome =
      run_gnuplot(program, terminal_command(figure, format) + figure.script, fileno(output.get()));
  if (!outcome.started) reject_missing(program);
  auto drawn = read_all(output.get());
  if (!outcome.succeeded || drawn.empty()) {
    throw Error(
        fmt::format("gnuplot could not draw {}.{}: {}", figure.stem, format, outcome.messages),
        Error::Kind::failure);
  }
  if (format == "svg") {
    drawn = retitle(std::move(drawn), figure.title);
    return figure.for_paper ? resize(std::move(drawn), figure) : drawn;
  }
  if (format == "png") {
    drawn = reduce_png(drawn);
    return figure.for_paper ? with_resolution(drawn, bitmap_dpi) : drawn;
  }
  return drawn;
}

std::filesystem::path render(const Figure& figure, const std::string& format,
                             const std::filesystem::path& directory, const std::string& program) {
  const auto file = directory / (figure.stem + '.' + format);
  write_file_atomically(file, draw(figure, format, program));
  return file;
}

}  // namespace plumb
