#include "training/device.hpp"

#include <string>

#include "support/catch.hpp"

TEST_CASE("whoever has a LibTorch with CUDA is not told to get one") {
  REQUIRE_THAT(plumb::no_gpu(/*has_cuda=*/false), ContainsSubstring("PLUMB_TORCH=cuda"));
  const std::string advice = plumb::no_gpu(/*has_cuda=*/true);
  REQUIRE_THAT(advice, ContainsSubstring("driver is missing"));
  REQUIRE(advice.find("PLUMB_TORCH") == std::string::npos);
}
