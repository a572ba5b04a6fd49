#include <cstdlib>

#include "plumb/diagnostics/clip.hpp"

int main() {
  return plumb::to_string(plumb::Clip::parse("norm:1")) == "norm:1" ? EXIT_SUCCESS : EXIT_FAILURE;
}
