#include "training/step_timer.hpp"

#include <chrono>
#include <ctime>

namespace plumb {
namespace {

constexpr std::int64_t warm_up_steps = 10;

}  // namespace

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double process_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double StepTimer::cpu_seconds() const {
  return process_seconds() - aside_();
}

void StepTimer::start() {
  wall_start_ = wall_seconds();
  cpu_start_ = cpu_seconds();
}

void StepTimer::stop() {
  wall_ += wall_seconds() - wall_start_;
  cpu_ += cpu_seconds() - cpu_start_;
}

bool StepTimer::count() {
  return ++steps_ == warm_up_steps;
}

double StepTimer::per_step(double seconds) const {
  const std::int64_t counted = steps_ > warm_up_steps ? steps_ - warm_up_steps : steps_;
  return counted > 0 ? 1000 * seconds / static_cast<double>(counted) : 0;
}

}  // namespace plumb
