#include "commands/guard.hpp"

#include <c10/util/Exception.h>
#include <cstdio>
#include <new>
#include <string>

#include "commands/exit_code.hpp"
#include "commands/standard_output.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {

int guarded(const std::function<int()>& action, const char* prefix) {
  const auto complain = [&](const std::string& message, int exit_code) {
    print_err("{}{}\n", prefix, message);
    return exit_code;
  };
  try {
    return action();
  } catch (const Error& error) {
    const bool bad_input = error.kind() == Error::Kind::bad_input;
    return complain(error.what(), bad_input ? exit_bad_input : exit_failed);
  } catch (const c10::Error& error) {
    return complain(error.what_without_backtrace(), exit_failed);
  } catch (const std::bad_alloc&) {
    return complain("out of memory", exit_failed);
  } catch (const std::exception& error) {
    return complain(error.what(), exit_failed);
  }
}

}  // namespace plumb
