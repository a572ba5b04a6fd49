#include "commands/standard_output.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "commands/exit_code.hpp"
#include "commands/interrupt.hpp"

namespace plumb {
namespace {

int first_output_error = 0;

void note_output_error() {
  if (first_output_error == 0) first_output_error = errno;
}

}  // namespace

void write_out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) note_output_error();
}

void write_out_now(std::string_view text) {
  flush_out();
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return note_output_error();
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void flush_out() {
  if (std::fflush(stdout) != 0) note_output_error();
}

void write_err(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

int output_error() {
  return first_output_error;
}

int finish_output(int exit_code) {
  flush_out();
  if (first_output_error == 0) return exit_code;
  if (first_output_error == EPIPE)
    return exit_code == exit_done && !goes_on_without_reader() ? 128 + SIGPIPE : exit_code;
  print_err("plumb: cannot write to standard output: {}\n", std::strerror(first_output_error));
  return exit_code == exit_done ? exit_failed : exit_code;
}

}  // namespace plumb
