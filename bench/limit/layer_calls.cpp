#include "layer_calls.hpp"

#include <ATen/record_function.h>
#include <torch/types.h>

#include <memory>
#include <string_view>

namespace {

/// What a callback of the dispatcher, which is a plain function, writes to.
struct Observed {
  std::vector<LayerCall> calls;
  std::vector<std::int64_t> to_pad;  // input of a padding whose convolution is still to come
};
thread_local Observed* observed = nullptr;

std::vector<std::int64_t> shape(const c10::IValue& value) {
  return value.toTensor().sizes().vec();
}

LayerCall product(c10::ArrayRef<const c10::IValue> inputs) {
  LayerCall call;
  call.input = shape(inputs[0]);
  call.weight = shape(inputs[1]);
  return call;
}

LayerCall convolution(c10::ArrayRef<const c10::IValue> inputs) {
  LayerCall call = product(inputs);
  call.is_convolution = true;
  call.unpadded = call.input;
  call.stride = inputs[3].toIntVector().front();
  call.padding = inputs[4].toIntVector();
  return call;
}

std::unique_ptr<at::ObserverContext> observe(const at::RecordFunction& function) {
  const std::string_view name = function.name();
  const auto inputs = function.inputs();
  if (name == "aten::linear") {
    observed->calls.push_back(product(inputs));
  } else if (name == "aten::constant_pad_nd") {
    observed->to_pad = shape(inputs[0]);
  } else if (name == "aten::conv2d") {
    observed->calls.push_back(convolution(inputs));
    if (!observed->to_pad.empty()) observed->calls.back().unpadded = observed->to_pad;
    observed->to_pad.clear();
  }
  return nullptr;
}

}  // namespace

std::vector<LayerCall> layer_calls(plumb::Network& network,
                                   const std::vector<std::int64_t>& batch) {
  const at::NoGradGuard no_grad;  // layer by layer, not as one node of autograd's graph
  // In bfloat16 every convolution is LibTorch's own: the model's other ways are for float.
  network.to(at::kBFloat16);
  const auto x = at::rand(batch, at::kBFloat16);

  Observed result;
  observed = &result;
  const auto handle = at::addThreadLocalCallback(
      at::RecordFunctionCallback(observe).needsInputs(true).scopes({at::RecordScope::FUNCTION}));
  network.forward(x);
  at::removeCallback(handle);
  observed = nullptr;
  return result.calls;
}
