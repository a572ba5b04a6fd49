#include "training/step_timer.hpp"

#include <chrono>
#include <ctime>
#include <utility>

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
  return cpu_clock_() - aside_();
}

void StepTimer::start() {
  wall_start_ = wall_clock_();
  cpu_start_ = cpu_seconds();
}

void StepTimer::stop() {
  wall_ += wall_clock_() - wall_start_;
  cpu_ += cpu_seconds() - cpu_start_;
}

bool StepTimer::count() {
  if (++steps_ != warm_up_steps) return false;
  stop();
  warm_up_wall_ = std::exchange(wall_, 0);
  warm_up_cpu_ = std::exchange(cpu_, 0);
  return true;
}

double StepTimer::per_step(double warm_up, double seconds) const {
  if (steps_ == 0) return 0;
  if (steps_ <= warm_up_steps) return 1000 * (warm_up + seconds) / static_cast<double>(steps_);
  return 1000 * seconds / static_cast<double>(steps_ - warm_up_steps);
}

}  // namespace plumb
