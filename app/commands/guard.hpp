#pragma once

#include <functional>

namespace plumb {

/// Runs `action` and returns its exit code; an exception becomes one line on standard error,
/// "PREFIX message", and the exit code of the command-line contract.
int guarded(const std::function<int()>& action, const char* prefix = "plumb: ");

}  // namespace plumb
