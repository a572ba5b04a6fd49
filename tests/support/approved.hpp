#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "support/catch.hpp"

/// Compares a text with the file FILE of the test's folder `approved`. After looking at the new
/// text, PLUMB_APPROVE=1 replaces the approved one.
inline void require_approved(const std::string& text, const std::string& file) {
  const std::string path = std::string(PLUMB_APPROVED_FOLDER) + '/' + file;
  if (std::getenv("PLUMB_APPROVE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream stream(path, std::ios::binary);
  const std::string approved{std::istreambuf_iterator<char>(stream), {}};
  INFO(path);
  CHECK(text == approved);
}
