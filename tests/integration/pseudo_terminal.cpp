#include "pseudo_terminal.hpp"

#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace {

[[noreturn]] void become(const std::string& command) {
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

Outcome run_plumb_on_terminal(const std::filesystem::path& folder, const std::string& arguments,
                              const std::string& environment, int columns, int rows) {
  const std::string command =
      "cd '" + folder.string() + "' && " + environment + " '" PLUMB_COMMAND "' " + arguments;
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = static_cast<unsigned short>(rows);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) throw std::runtime_error("no pseudo-terminal");
  if (child == 0) become(command);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  // Linux answers with an error, not with an end, when the last process has left.
  for (ssize_t count; (count = read(terminal, buffer.data(), buffer.size())) > 0;)
    outcome.out.append(buffer.data(), static_cast<std::size_t>(count));
  close(terminal);
  int status = 0;
  waitpid(child, &status, 0);
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}
