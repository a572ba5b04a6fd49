#include <torch/types.h>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "training/batches.hpp"

TEST_CASE("a batch has the samples of its indices, of any shape and type") {
  at::manual_seed(1);
  const at::Tensor indices = at::tensor({4, 0, 4, 2}, at::kLong);
  for (const auto& features :
       {at::randn({5, 1, 3, 2}), at::randn({5}), at::randn({5, 7}, at::kDouble),
        at::randn({5, 3, 4}).transpose(1, 2), at::randn({5, 0})}) {
    const plumb::TensorSplit split{features, at::arange(5, at::kLong)};
    const auto batch = split.gather(indices);
    CHECK(at::equal(batch.features, features.index_select(0, indices)));
    CHECK(at::equal(batch.targets, indices));
  }
}

TEST_CASE("large samples are gathered by several threads alike") {
  at::manual_seed(2);
  const plumb::TensorSplit split{at::randn({6, 300'000}), at::zeros({6})};
  const at::Tensor indices = at::tensor({5, 1, 3}, at::kLong);
  CHECK(at::equal(split.gather(indices).features, split.features.index_select(0, indices)));
}

TEST_CASE("an index that no sample has is refused by its number") {
  const plumb::TensorSplit split{at::zeros({3, 2}), at::zeros({3})};
  for (const std::int64_t wrong : {-1, 3}) {
    const at::Tensor indices = at::full({1}, wrong, at::kLong);
    REQUIRE_THROWS_WITH(split.gather(indices), ContainsSubstring(std::to_string(wrong)));
  }
}
