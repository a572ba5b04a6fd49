#include "commands/guard.hpp"

#include <c10/util/Exception.h>
#include <cstdio>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "commands/exit_code.hpp"
#include "commands/standard_output.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

/// The standard library's own text names the call that failed, and no remedy.
Error told(const std::filesystem::filesystem_error& error) {
  const bool is_too_long = error.code() == std::errc::filename_too_long;
  return Error(
      fmt::format("cannot use \"{}\": {}{}", error.path1().string(), error.code().message(),
                  is_too_long ? "; a file or folder name has at most 255 bytes" : ""),
      is_too_long ? Error::Kind::bad_input : Error::Kind::failure);
}

}  // namespace

int guarded(const std::function<int()>& action, const char* prefix) {
  const auto complain_of = [&](const std::string& message, int exit_code) {
    print_err("{}{}\n", prefix, message);
    return exit_code;
  };
  const auto complain = [&](const Error& error) {
    const bool bad_input = error.kind() == Error::Kind::bad_input;
    return complain_of(error.what(), bad_input ? exit_bad_input : exit_failed);
  };
  try {
    return action();
  } catch (const Error& error) {
    return complain(error);
  } catch (const std::filesystem::filesystem_error& error) {
    return complain(told(error));
  } catch (const c10::Error& error) {
    return complain_of(error.what_without_backtrace(), exit_failed);
  } catch (const std::bad_alloc&) {
    return complain_of("out of memory", exit_failed);
  } catch (const std::exception& error) {
    return complain_of(error.what(), exit_failed);
  }
}

}  // namespace plumb
