#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

using Bytes = std::vector<std::uint8_t>;

void write_file(const std::filesystem::path& file, const Bytes& content);
void write_text(const std::filesystem::path& file, const std::string& content);
Bytes read_file(const std::filesystem::path& file);

/// What gzip would write.
Bytes gzip(const Bytes& content);

/// An image file whose pixel i is first + i modulo 256.
Bytes idx_images(std::uint32_t count, std::uint32_t rows, std::uint32_t columns,
                 std::uint32_t first = 0);
Bytes idx_labels(const Bytes& labels);

/// Five training and two other test images of 2 x 3 pixels, labels 0 to 9, compressed.
void write_image_set(const std::filesystem::path& folder);

/// The text of the plumb::Error that `action` throws; empty if it throws none.
std::string error_of(const std::function<void()>& action);

/// Sets or (without a value) removes an environment variable, and puts back what was there.
class ScopedVariable {
 public:
  explicit ScopedVariable(const char* name, const std::optional<std::string>& value = {});
  ~ScopedVariable();
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

class ScopedWorkingFolder {
 public:
  explicit ScopedWorkingFolder(const std::filesystem::path& folder)
      : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder);
  }
  ~ScopedWorkingFolder() {
    std::error_code ignored;
    std::filesystem::current_path(before_, ignored);
  }
  ScopedWorkingFolder(const ScopedWorkingFolder&) = delete;
  ScopedWorkingFolder& operator=(const ScopedWorkingFolder&) = delete;

 private:
  std::filesystem::path before_;
};
