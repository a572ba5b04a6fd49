#include "plumb/models/recurrent_net.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <algorithm>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/diagnostics/time_gradients.hpp"
#include "plumb/models/initialization.hpp"
#include "plumb/models/recurrent_initialization.hpp"

namespace plumb {

RecurrentNetImpl::RecurrentNetImpl(const RecurrentNetOptions& options) : options_(options) {
  auto inputs = options.inputs();
  for (std::int64_t i = 1; i <= options.depth(); ++i) {
    names_.push_back(fmt::format("{}_{}", options.cell(), i));
    auto layer = RecurrentLayer(RecurrentLayerOptions(options.cell(), inputs, options.width())
                                    .activation(options.activation()));
    layers_.push_back(register_module(names_.back(), layer));
    inputs = options.width();
  }
  output_ = register_module("output", Dense(DenseOptions(inputs, options.outputs())));
  initialize_kernels(*this, options.initializer(), options.output_initializer(), options.seed(),
                     options.activation());
  for (std::size_t i = 0; i < layers_.size(); ++i)
    initialize_recurrent_layer(*layers_[i], names_[i], options.initializer(),
                               options.recurrent_initializer(), options.seed());
  set_forget_bias(options.forget_bias());
}

void RecurrentNetImpl::set_forget_bias(double bias) {
  for (auto& layer : layers_) layer->set_forget_bias(bias);
}

at::Tensor RecurrentNetImpl::forward(const at::Tensor& x) {
  at::Tensor h = tap("input", x.dim() == 3 ? x : x.reshape({x.size(0), -1, options_.inputs()}));
  for (std::size_t i = 0; i < layers_.size(); ++i) h = tap(names_[i], run(i, h));
  const auto steps = options_.output_steps();
  h = steps == 1 ? h.select(1, -1) : h.narrow(1, h.size(1) - steps, steps);
  return tap("output", output_->forward(h));
}

std::vector<RecurrentNetImpl::Chunk> RecurrentNetImpl::chunks_of(std::int64_t steps) const {
  if (options_.truncate() == 0) return {{0, steps, true}};
  std::vector<Chunk> chunks;
  for (std::int64_t end = steps; end > 0; end -= options_.truncate()) {
    const auto first = std::max<std::int64_t>(end - options_.truncate(), 0);
    chunks.push_back({first, end - first, end > steps - options_.output_steps()});
  }
  std::reverse(chunks.begin(), chunks.end());
  return chunks;
}

at::Tensor RecurrentNetImpl::run(std::size_t index, const at::Tensor& x) {
  auto& layer = *layers_[index];
  const bool by_steps = steps_are_watched();
  auto state = layer.initial_state(x);
  std::vector<at::Tensor> outputs;
  for (const auto& chunk : chunks_of(x.size(1))) {
    const at::AutoGradMode mode(chunk.has_output && at::GradMode::is_enabled());
    const auto part = x.narrow(1, chunk.first, chunk.length);
    outputs.push_back(by_steps ? layer.forward_by_steps(part, state, names_[index], chunk.first)
                               : layer.forward(part, state));
    state = state.detach();
  }
  return outputs.size() == 1 ? outputs.front() : at::cat(outputs, 1);
}

}  // namespace plumb
