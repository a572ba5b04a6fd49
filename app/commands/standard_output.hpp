#pragma once

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace plumb {

// A command's words. What cannot be written, to a full disk or to a reader that is gone, ends
// nothing: a run matters more than what is said of it. finish_output() tells at the end.

/// To standard output, when its buffer is full or flushed.
void write_out(std::string_view text);

/// To standard output, at once and past the buffer, after what waits there.
void write_out_now(std::string_view text);

void flush_out();

/// To standard error.
void write_err(std::string_view text);

template <typename... Args>
void print_out(fmt::format_string<Args...> format, Args&&... args) {
  write_out(fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void print_err(fmt::format_string<Args...> format, Args&&... args) {
  write_err(fmt::format(format, std::forward<Args>(args)...));
}

/// errno of the first write to standard output that failed; 0 while all is well.
int output_error();

/// Flushes standard output. The exit code of a command that would exit with `exit_code`: 1 and a
/// sentence on standard error where its output could not be written, 128 + SIGPIPE without a word
/// where nobody read on. A command that goes on without a reader exits as if there were one.
int finish_output(int exit_code);

}  // namespace plumb
