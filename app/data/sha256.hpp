#pragma once

#include <string>

#include "data/byte_reader.hpp"

namespace plumb {

/// SHA-256 of everything that the reader still has to give, in lower-case hexadecimal.
std::string sha256(ByteReader& reader);

}  // namespace plumb
