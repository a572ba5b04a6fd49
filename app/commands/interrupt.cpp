#include "commands/interrupt.hpp"

#include <csignal>

namespace plumb {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free,
              "a signal handler may only touch lock-free atomics");

bool training_protected = false;

void handle(int signal) {
  interrupted.store(true);
  if (signal != SIGHUP) std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& interrupt_flag() {
  return interrupted;
}

void catch_interrupts() {
  std::signal(SIGINT, handle);
  std::signal(SIGTERM, handle);
  if (std::signal(SIGHUP, handle) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);
}

void protect_training() {
  catch_interrupts();
  std::signal(SIGPIPE, SIG_IGN);
  training_protected = true;
}

bool goes_on_without_reader() {
  return training_protected;
}

}  // namespace plumb
