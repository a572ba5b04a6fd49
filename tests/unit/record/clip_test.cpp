#include "plumb/diagnostics/clip.hpp"

#include <cmath>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using plumb::Clip;

TEST_CASE("Clip::parse and to_string are inverses") {
  for (const char* text : {"none", "norm:1", "tensor:0.5", "value:1e-05", "agc:0.01", "auto:10",
                           "zclip:2.5", "adagc:1.05"}) {
    REQUIRE(to_string(Clip::parse(text)) == text);
  }
  REQUIRE(Clip::parse("norm:1.0") == Clip::norm(1));
  REQUIRE(Clip::parse("auto:10") == Clip::autoclip());
}

TEST_CASE("Clip::parse refuses what it cannot mean") {
  for (const char* text : {"", "norm", "norm:", "norm:x", "norm:1x", "global:1", "none:1"}) {
    REQUIRE_THROWS_WITH(Clip::parse(text), ContainsSubstring("none, norm:X, tensor:X, value:X"));
  }
  REQUIRE_THROWS_WITH(Clip::parse("auto:100"), ContainsSubstring("100 is not below 100"));
  REQUIRE_THROWS_WITH(Clip::parse("adagc:1"), ContainsSubstring("1 is not above 1"));
  for (const char* text : {"norm:0", "tensor:-1", "value:inf", "value:nan", "agc:0", "zclip:0"}) {
    REQUIRE_THROWS_WITH(Clip::parse(text), ContainsSubstring("not a positive number"));
  }
}

TEST_CASE("the global factor is clip_grad_norm_'s") {
  REQUIRE(plumb::global_clip_factor(4, 1) == 1 / (4 + 1e-6));
  REQUIRE(plumb::global_clip_factor(0.5, 1) == 1);
  REQUIRE(plumb::global_clip_factor(0, 1) == 1);
  REQUIRE(plumb::global_clip_factor(std::numeric_limits<double>::infinity(), 1) == 1);
  REQUIRE(plumb::global_clip_factor(std::nan(""), 1) == 1);
}

TEST_CASE("the tensor factor is Keras's clipnorm's") {
  REQUIRE(plumb::tensor_clip_factor(4, 1) == 0.25);
  REQUIRE(plumb::tensor_clip_factor(1, 1) == 1);
  REQUIRE(plumb::tensor_clip_factor(0, 1) == 1);
}
