#include "plot/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "plot/plot.hpp"
#include "plot/png.hpp"
#include "plot/script.hpp"
#include "plumb/diagnostics/error.hpp"

extern char** environ;

namespace plumb {
namespace {

constexpr int bitmap_width = 1600;
constexpr double inches_per_unit = 0.009;  // 800 units are 183 mm
constexpr double points_per_inch = 72;
// Measured against the SVG terminal, whose units are the figure's own.
constexpr double cairo_font = 0.75;
constexpr double pdf_line = 1.6;

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
    throw Error("cannot write gnuplot's script to a temporary file", Error::Kind::failure);
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

void write_whole(const std::filesystem::path& file, const std::string& content) {
  const std::filesystem::path partial = file.string() + ".partial";
  std::error_code code;
  {
    std::ofstream stream(partial, std::ios::binary);
    stream << content << std::flush;
    if (!stream) code = std::make_error_code(std::errc::io_error);
  }
  if (!code) std::filesystem::rename(partial, file, code);
  if (code) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw Error(fmt::format("cannot write \"{}\": {}", file.string(), code.message()),
                Error::Kind::failure);
  }
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
    const double scale = static_cast<double>(bitmap_width) / figure.width;
    return fmt::format(
        "set terminal pngcairo size {},{:.0f} enhanced {} fontscale {:.4g} linewidth {:.4g} "
        "pointscale {:.4g} background rgb 'white'\nrow_scale = 1\n",
        bitmap_width, figure.height * scale, font, cairo_font * scale, scale, scale);
  }
  check_format(format);
  const double scale = inches_per_unit * points_per_inch;
  return fmt::format(
      "set terminal pdfcairo size {:.4g}in,{:.4g}in enhanced color {} fontscale {:.4g} linewidth "
      "{:.4g} pointscale {:.4g} background rgb 'white'\nrow_scale = 1\n",
      inches_per_unit * figure.width, inches_per_unit * figure.height, font, cairo_font * scale,
      pdf_line * scale, scale);
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
  if (format == "svg") return retitle(std::move(drawn), figure.title);
  if (format == "png") return reduce_png(drawn);
  return drawn;
}

std::filesystem::path render(const Figure& figure, const std::string& format,
                             const std::filesystem::path& directory, const std::string& program) {
  const auto file = directory / (figure.stem + '.' + format);
  write_whole(file, draw(figure, format, program));
  return file;
}

}  // namespace plumb
