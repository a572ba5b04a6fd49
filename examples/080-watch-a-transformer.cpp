// A causal transformer that learns to write sums, "7+35=42;", character by character: watched, it
// has nothing wrong; with the shortcuts around its attention and its dense layers forgotten the
// same network stays with how often each character comes, and the gradient says since where.
#include <torch/torch.h>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/facts_of_targets.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace {

constexpr std::string_view characters = "0123456789+=;";
constexpr std::int64_t classes = characters.size();
constexpr std::int64_t context = 32, width = 32, heads = 4, blocks = 6;

torch::Tensor sums() {
  const auto terms = torch::randint(0, 50, {2, 2000});
  std::vector<std::int64_t> text;
  for (int i = 0; i < terms.size(1); ++i) {
    const auto a = terms[0][i].item<int>(), b = terms[1][i].item<int>();
    const auto line = std::to_string(a) + '+' + std::to_string(b) + '=' + std::to_string(a + b);
    for (const char c : line + ';') text.push_back(static_cast<std::int64_t>(characters.find(c)));
  }
  return torch::tensor(text);
}

struct Block : torch::nn::Module {
  torch::Tensor attend(const torch::Tensor& x) {
    const auto samples = x.size(0);
    const auto parts = query_key_value(x)
                           .view({samples, context, 3, heads, width / heads})
                           .permute({2, 0, 3, 1, 4})
                           .unbind(0);
    const auto y = at::scaled_dot_product_attention(parts[0], parts[1], parts[2], {}, 0.0,
                                                    /*is_causal=*/true);
    return projection(y.transpose(1, 2).reshape({samples, context, width}));
  }

  torch::Tensor dense(const torch::Tensor& x) { return down(torch::gelu(up(x))); }

  torch::nn::LayerNorm norm_1 = norm("norm_1"), norm_2 = norm("norm_2");
  torch::nn::Linear query_key_value = linear("query_key_value", width, 3 * width);
  torch::nn::Linear projection = linear("projection", width, width);
  torch::nn::Linear up = linear("up", width, 4 * width);
  torch::nn::Linear down = linear("down", 4 * width, width);

 private:
  torch::nn::LayerNorm norm(const std::string& name) {
    return register_module(name, torch::nn::LayerNorm(torch::nn::LayerNormOptions({width})));
  }
  torch::nn::Linear linear(const std::string& name, std::int64_t inputs, std::int64_t outputs) {
    return register_module(name, torch::nn::Linear(inputs, outputs));
  }
};

struct Transformer : torch::nn::Module {
  explicit Transformer(bool has_shortcuts) : has_shortcuts(has_shortcuts) {
    for (int i = 1; i <= blocks; ++i)
      layers.push_back(register_module("block_" + std::to_string(i), std::make_shared<Block>()));
  }

  torch::Tensor forward(const torch::Tensor& text) {
    auto x = characters_in(text) + positions(torch::arange(context));
    const auto with = [&](const torch::Tensor& branch) {
      return has_shortcuts ? x + branch : branch;
    };
    for (std::size_t i = 0; i < layers.size(); ++i) {
      Block& block = *layers[i];
      x = with(block.attend(block.norm_1(x)));
      x = with(block.dense(block.norm_2(x)));
      x = plumb::tap("block_" + std::to_string(i + 1), x);
    }
    return head(x);
  }

  bool has_shortcuts;
  torch::nn::Embedding characters_in =
      register_module("characters", torch::nn::Embedding(classes, width));
  torch::nn::Embedding positions =
      register_module("positions", torch::nn::Embedding(context, width));
  std::vector<std::shared_ptr<Block>> layers;
  torch::nn::Linear head = register_module("head", torch::nn::Linear(width, classes));
};

/// What is found, causes first.
std::vector<plumb::Finding> train(const torch::Tensor& text, bool has_shortcuts) {
  torch::manual_seed(0);
  Transformer net(has_shortcuts);
  torch::optim::AdamW optimizer(net.parameters(), 3e-3);

  plumb::MonitorOptions options;
  // Not ln 13: how often each character comes is all that a constant prediction knows.
  options.facts.baseline_loss = plumb::baseline_loss("cross-entropy", text, classes);
  plumb::Monitor monitor(net, options);
  for (int step = 0; step < 150; ++step) {
    const auto starts = torch::randint(0, text.size(0) - context - 1, {16, 1});
    const auto batch = text.index({starts + torch::arange(context + 1)});
    optimizer.zero_grad();
    const auto outputs = net.forward(batch.slice(1, 0, context));
    const auto loss =
        torch::nn::functional::cross_entropy(outputs.flatten(0, 1), batch.slice(1, 1).flatten());
    loss.backward();
    optimizer.step();
    monitor.step(loss);
  }
  monitor.finish();
  return plumb::causes_first(monitor.findings());
}

}  // namespace

int main() {
  torch::set_num_threads(1);  // tensors this small make others wait
  torch::manual_seed(0);
  const auto text = sums();
  const auto usual = train(text, /*has_shortcuts=*/true);
  const auto broken = train(text, /*has_shortcuts=*/false);
  std::cout << "with shortcuts: " << usual.size() << " findings\nwithout:\n";
  for (const auto& finding : broken) std::cout << to_string(finding) << '\n';
  return plumb::worst(usual) == plumb::Severity::info &&
                 plumb::worst(broken) != plumb::Severity::info
             ? 0
             : 1;
}
