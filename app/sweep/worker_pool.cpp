#include "sweep/worker_pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::size_t kept_text = 8192;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

std::string last_line(const std::string& text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return {};
  const auto newline = text.find_last_of("\r\n", end);
  const auto begin = newline == std::string::npos ? 0 : newline + 1;
  return text.substr(begin, end + 1 - begin);
}

[[noreturn]] void become_worker(int messages, pid_t parent, const std::function<int()>& work) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(1);  // it died before the line above
  setpgid(0, 0);
  const int nowhere = open("/dev/null", O_RDWR);
  dup2(nowhere, STDIN_FILENO);
  dup2(nowhere, STDOUT_FILENO);
  dup2(messages, STDERR_FILENO);
  int code = 1;
  try {
    code = work();
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
  }
  std::fflush(nullptr);
  _exit(code);  // not exit: the parent's objects are not this process's to destroy
}

}  // namespace

std::string reason_of(const WorkerResult& result) {
  if (result.exit_code) {
    return result.message.empty() ? fmt::format("ended with exit code {}", *result.exit_code)
                                  : result.message;
  }
  std::string text = fmt::format("killed by signal {} ({})", result.signal,
                                 strsignal(result.signal));  // NOLINT: the parent has one thread
  if (result.signal == SIGKILL) text += ", perhaps for want of memory";
  if (!result.message.empty()) text += ": " + result.message;
  return text;
}

WorkerPool::~WorkerPool() {
  for (const auto& worker : workers_) {
    kill(worker.process, SIGKILL);
    waitpid(worker.process, nullptr, 0);
    close(worker.messages);
  }
}

void WorkerPool::start(std::size_t job, const std::function<int()>& work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    throw Error(fmt::format("cannot start a worker: {}", std::strerror(errno)),
                Error::Kind::failure);
  std::fflush(nullptr);  // else the worker would print it once more
  const pid_t parent = getpid();
  const pid_t process = fork();
  if (process == 0) {
    close(ends[0]);
    become_worker(ends[1], parent, work);
  }
  close(ends[1]);
  if (process < 0) {
    close(ends[0]);
    throw Error(fmt::format("cannot start a worker: {}", std::strerror(errno)),
                Error::Kind::failure);
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  workers_.push_back({job, process, ends[0], {}, Clock::now()});
}

/// Reads what there is. False at the end: the worker is gone, or has closed its standard error.
bool WorkerPool::drain(Worker& worker) {
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t size = read(worker.messages, buffer.data(), buffer.size());
    if (size == 0) return false;
    if (size < 0) return errno == EAGAIN || errno == EINTR;
    worker.text.append(buffer.data(), static_cast<std::size_t>(size));
    if (worker.text.size() > kept_text) worker.text.erase(0, worker.text.size() - kept_text);
  }
}

WorkerResult WorkerPool::reap(const Worker& worker) {
  int status = 0;
  rusage usage{};
  while (wait4(worker.process, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  close(worker.messages);
  WorkerResult result;
  result.job = worker.job;
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  result.message = last_line(worker.text);
  result.seconds = std::chrono::duration<double>(Clock::now() - worker.began).count();
  result.processor_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  return result;
}

std::vector<WorkerResult> WorkerPool::wait(std::chrono::milliseconds timeout) {
  std::vector<pollfd> ends;
  for (const auto& worker : workers_) ends.push_back({worker.messages, POLLIN, 0});
  std::vector<WorkerResult> results;
  if (poll(ends.data(), ends.size(), static_cast<int>(timeout.count())) <= 0) return results;
  std::vector<Worker> left;
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (ends[i].revents == 0 || drain(workers_[i])) {
      left.push_back(std::move(workers_[i]));
    } else {
      results.push_back(reap(workers_[i]));
    }
  }
  workers_ = std::move(left);
  return results;
}

void WorkerPool::signal_all(int signal) const {
  for (const auto& worker : workers_) kill(worker.process, signal);
}

}  // namespace plumb
