#include "replacement_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <utility>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

ReplacementFile::ReplacementFile(const std::filesystem::path& target)
    : target_(target), temporary_(target.string() + ".tmp-" + std::to_string(::getpid())) {
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail();  // nothing is open or created, and no destructor will run
}

ReplacementFile::~ReplacementFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!committed_) ::unlink(temporary_.c_str());
}

void ReplacementFile::write(const void* data, std::size_t size) {
  const auto* position = static_cast<const char*>(data);
  while (size > 0) {
    const auto written = ::write(descriptor_, position, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    position += written;
    size -= static_cast<std::size_t>(written);
  }
}

void ReplacementFile::commit(Durability durability) {
  if (durability == Durability::on_disk && ::fsync(descriptor_) != 0) fail();
  if (::close(std::exchange(descriptor_, -1)) != 0) fail();
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail();
  committed_ = true;
}

void ReplacementFile::fail() const {
  throw write_error(target_, errno);
}

}  // namespace plumb
