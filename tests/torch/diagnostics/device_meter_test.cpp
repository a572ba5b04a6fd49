// What runs on a GPU, run on the CPU: the two meters must tell the same of the same gradients.
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "gradient_meter.hpp"
#include "support/catch.hpp"

using plumb::Clip;
using plumb::StepRecord;

namespace {

struct Side {
  explicit Side(bool device)
      : list({{"a.weight", at::full({2, 3}, 0.5).set_requires_grad(true)},
              {"a.bias", at::zeros({3}).set_requires_grad(true)},
              {"output.weight", at::ones({2, 2}).set_requires_grad(true)}}),
        meter(device ? plumb::make_device_meter(list, /*hooks=*/false, /*window=*/200)
                     : plumb::make_cpu_meter(list, /*hooks=*/false)) {}

  void step(const Clip& clip, const std::vector<at::Tensor>& gradients) {
    if (clip.has_history() && !history)
      history = plumb::make_clip_history(clip, list.size(), at::kCPU);
    for (std::size_t i = 0; i < list.size(); ++i)
      list.tensors[i].mutable_grad() = gradients[i].defined() ? gradients[i].clone() : at::Tensor();
    meter->measure();
    finite = meter->clip(clip, history.get()).finite();
    meter->complete(at::ones({}));
    if (meter->full()) drain();
  }
  void drain() {
    meter->drain([this](StepRecord& record) { records.push_back(record); });
  }

  plumb::ParameterList list;
  std::unique_ptr<plumb::GradientMeter> meter;
  std::unique_ptr<plumb::ClipHistory> history;
  std::vector<StepRecord> records;
  bool finite = true;
};

}  // namespace

TEST_CASE("the device meter's records are the CPU meter's, for every clip") {
  const Clip clip =
      GENERATE(Clip::none(), Clip::norm(1), Clip::tensor(0.5), Clip::value(0.1), Clip::agc(0.05),
               Clip::autoclip(40), Clip::zclip(1.5), Clip::adagc(1.05));
  Side cpu(false), device(true);
  at::manual_seed(8);
  for (int i = 0; i < 150; ++i) {
    const double size = 0.3 * std::exp(std::sin(5.0 * i));
    std::vector<at::Tensor> gradients{at::randn({2, 3}) * size, at::randn({3}) * size,
                                      at::randn({2, 2}) * size};
    if (i % 7 == 3) gradients[1] = at::Tensor();
    if (i % 11 == 5) gradients[0][0][0] = std::numeric_limits<float>::infinity();
    if (i % 13 == 6) gradients[2].zero_();
    cpu.step(clip, gradients);
    device.step(clip, gradients);
    REQUIRE(cpu.finite == device.finite);
    for (std::size_t k = 0; k < 3; ++k) {
      if (!gradients[k].defined()) continue;
      // The factor is rounded to float32 on one side before it multiplies.
      REQUIRE(at::allclose(cpu.list.tensors[k].grad(), device.list.tensors[k].grad(), 1e-6, 0,
                           /*equal_nan=*/true));
    }
  }
  device.drain();
  REQUIRE(device.records.size() == cpu.records.size());
  for (std::size_t i = 0; i < cpu.records.size(); ++i) {
    CAPTURE(to_string(clip), i);
    const StepRecord &a = cpu.records[i], &b = device.records[i];
    REQUIRE(a.skipped == b.skipped);
    REQUIRE(a.clipped == b.clipped);
    REQUIRE(a.norms_after.size() == b.norms_after.size());
    if (!std::isfinite(a.norm)) continue;
    REQUIRE_THAT(b.norm, WithinRel(a.norm, 1e-6));
    REQUIRE_THAT(b.norm_after, WithinRel(a.norm_after, 1e-6));
  }
}

TEST_CASE("a meter keeps no gradient alive past its step") {
  const bool of_device = GENERATE(true, false);
  const bool completed = GENERATE(true, false);
  Side side(of_device);
  const at::Tensor gradient = at::ones({2, 3});
  side.list.tensors[0].mutable_grad() = gradient;
  side.meter->measure();
  if (completed)
    side.meter->complete(at::ones({}));
  else
    side.meter->discard();
  side.list.tensors[0].mutable_grad().reset();
  CHECK(gradient.use_count() == 1);
}
