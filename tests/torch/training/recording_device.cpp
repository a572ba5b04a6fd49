#include "recording_device.hpp"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/HPUHooksInterface.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/library.h>

#include <atomic>
#include <stdexcept>
#include <utility>
#include <vector>

namespace recording_device {
namespace {

constexpr auto type = c10::DeviceType::HPU;
using Stack = torch::jit::Stack;

/// An operation on the host's view of the device's memory.
struct Operation {
  c10::OperatorHandle handle;
  Stack arguments;                  // tensors in host memory
  std::vector<at::Tensor> results;  // defined where the operation made it

  void repeat() const {
    Stack stack = arguments;
    handle.callBoxed(stack);
    for (std::size_t i = 0; i < results.size(); ++i) {
      // A view of an argument is there already.
      if (results[i].defined() && results[i].data_ptr() != stack[i].toTensor().data_ptr())
        at::Tensor(results[i]).copy_(stack[i].toTensor());
    }
  }
};

/// What is being captured: one graph at a time, by any thread.
struct Capture {
  std::vector<Operation> operations;
  std::vector<std::pair<at::Tensor, at::Tensor>> overwritten;  // memory, and what was there

  /// Takes back what was done while it was captured.
  void undo() {
    for (auto i = overwritten.rbegin(); i != overwritten.rend(); ++i) i->first.copy_(i->second);
    overwritten.clear();
  }
};

Capture* capture = nullptr;
std::atomic<std::int64_t> wait_count{0};

void wait_for_device(const char* what) {
  if (capture != nullptr) throw std::runtime_error(std::string(what) + " while a step is captured");
  ++wait_count;
}

bool is_ours(const at::Tensor& tensor) {
  return tensor.defined() && tensor.device().type() == type;
}

at::Tensor on_host(const at::Tensor& tensor) {
  if (!tensor.defined()) return tensor;
  // A graph has the host's numbers as they were when it was captured.
  if (!is_ours(tensor)) return capture != nullptr ? tensor.clone() : tensor;
  // Whoever passes an empty tensor to write to expects it to be resized: adopt_resized.
  if (tensor.numel() == 0)
    return at::empty(tensor.sizes(), at::TensorOptions().dtype(tensor.dtype()));
  return at::from_blob(
      tensor.data_ptr(), tensor.sizes(), tensor.strides(), [tensor](void*) {},
      at::TensorOptions().dtype(tensor.dtype()));
}

at::Tensor on_device(const at::Tensor& host) {
  const auto bytes =
      at::detail::computeStorageNbytes(host.sizes(), host.strides(), host.itemsize());
  c10::DataPtr memory(
      host.data_ptr(), new at::Tensor(host),
      [](void* owner) { delete static_cast<at::Tensor*>(owner); }, c10::Device(type, 0));
  c10::Storage storage(c10::Storage::use_byte_size_t{}, bytes, std::move(memory));
  auto tensor = at::detail::make_tensor<c10::TensorImpl>(
      std::move(storage), c10::DispatchKeySet(c10::DispatchKey::HPU), host.dtype());
  tensor.unsafeGetTensorImpl()->set_sizes_and_strides(host.sizes(), host.strides());
  return tensor;
}

/// An output that was empty has the memory that the operation gave it.
void adopt_resized(const c10::IValue& given, const c10::IValue& host) {
  if (!given.isTensor() || !is_ours(given.toTensor())) return;
  const at::Tensor& ours = given.toTensor();
  if (ours.sizes() == host.toTensor().sizes()) return;
  const at::Tensor resized = on_device(host.toTensor());
  ours.unsafeGetTensorImpl()->set_storage_keep_dtype(resized.storage());
  ours.unsafeGetTensorImpl()->set_sizes_and_strides(resized.sizes(), resized.strides());
}

c10::IValue on_host(const c10::IValue& value) {
  if (value.isTensor()) return on_host(value.toTensor());
  if (value.isDevice() && value.toDevice().type() == type) return c10::Device(c10::kCPU);
  if (value.isTensorList()) {
    c10::List<at::Tensor> result;
    for (const at::Tensor& tensor : value.toTensorVector()) result.push_back(on_host(tensor));
    return result;
  }
  if (value.isOptionalTensorList()) {
    c10::List<std::optional<at::Tensor>> result;
    for (const std::optional<at::Tensor>& tensor : value.toOptionalTensorVector())
      result.push_back(tensor ? std::optional(on_host(*tensor)) : std::nullopt);
    return result;
  }
  return value;
}

void remember_overwritten(const c10::IValue& value) {
  if (value.isTensor() && value.toTensor().defined() && value.toTensor().numel() > 0) {
    capture->overwritten.emplace_back(value.toTensor(), value.toTensor().clone());
  } else if (value.isTensorList()) {
    for (const at::Tensor& tensor : value.toTensorVector()) remember_overwritten(tensor);
  }
}

void run(const c10::OperatorHandle& handle, Stack* stack) {
  const at::AutoDispatchBelowADInplaceOrView below_autograd;
  const auto& schema = handle.schema();
  if (schema.name() == "aten::_local_scalar_dense") wait_for_device("item()");
  const Stack given = torch::jit::pop(*stack, schema.arguments().size());
  Stack host;
  for (std::size_t i = 0; i < given.size(); ++i) {
    host.push_back(on_host(given[i]));
    const auto* alias = schema.arguments()[i].alias_info();
    if (capture != nullptr && alias != nullptr && alias->isWrite()) remember_overwritten(host[i]);
  }
  Operation operation{handle, host, {}};
  handle.callBoxed(host);
  for (std::size_t i = 0; i < given.size(); ++i) adopt_resized(given[i], operation.arguments[i]);
  for (const c10::IValue& result : host) {
    operation.results.emplace_back();
    if (!result.isTensor() || !result.toTensor().defined()) {
      stack->push_back(result);
      continue;
    }
    std::size_t i = 0;
    while (i < given.size() && !(operation.arguments[i].isTensor() &&
                                 operation.arguments[i].toTensor().is_same(result.toTensor())))
      ++i;
    if (i < given.size()) {
      stack->push_back(given[i]);
    } else {
      operation.results.back() = result.toTensor();
      stack->push_back(on_device(result.toTensor()));
    }
  }
  if (capture != nullptr) capture->operations.push_back(std::move(operation));
}

void copy(const c10::OperatorHandle& handle, Stack* stack) {
  const at::Tensor to = torch::jit::peek(*stack, 0, 3).toTensor();
  const at::Tensor from = torch::jit::peek(*stack, 1, 3).toTensor();
  if (is_ours(from) && !is_ours(to)) wait_for_device("a copy to the host");
  if (capture != nullptr && !is_ours(from))
    throw std::runtime_error("a copy from the host while a step is captured");
  run(handle, stack);
}

/// One device with one stream.
class Guard final : public c10::impl::DeviceGuardImplInterface {
 public:
  Guard() = default;
  explicit Guard(c10::DeviceType) {}
  c10::DeviceType type() const override { return recording_device::type; }
  c10::Device exchangeDevice(c10::Device) const override { return getDevice(); }
  c10::Device getDevice() const override { return {recording_device::type, 0}; }
  void setDevice(c10::Device) const override {}
  void uncheckedSetDevice(c10::Device) const noexcept override {}
  c10::Stream getStream(c10::Device of) const override {
    return c10::Stream(c10::Stream::DEFAULT, of);
  }
  c10::Stream exchangeStream(c10::Stream) const override { return getStream(getDevice()); }
  c10::DeviceIndex deviceCount() const noexcept override { return 1; }
};

/// Tells autograd that there is a device.
class Hooks final : public at::HPUHooksInterface {
 public:
  explicit Hooks(at::HPUHooksArgs) {}
  void init() const override {}
  bool hasHPU() const override { return available(); }
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
  bool isBuilt() const override { return available(); }
  bool isAvailable() const override { return available(); }
};

class Graph final : public plumb::StepGraph {
 public:
  void capture(std::function<void()> work) override {
    Capture begun;
    recording_device::capture = &begun;
    try {
      work();
    } catch (...) {
      recording_device::capture = nullptr;
      begun.undo();
      throw;
    }
    recording_device::capture = nullptr;
    begun.undo();
    operations_ = std::move(begun.operations);
  }

  void replay() override {
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    for (const Operation& operation : operations_) operation.repeat();
  }

 private:
  std::vector<Operation> operations_;
};

}  // namespace

C10_REGISTER_GUARD_IMPL(HPU, Guard)

TORCH_LIBRARY_IMPL(_, HPU, library) {
  library.fallback(torch::CppFunction::makeFromBoxedFunction<&run>());
}

TORCH_LIBRARY_IMPL(aten, HPU, library) {
  library.impl("copy_", torch::CppFunction::makeFromBoxedFunction<&copy>());
  // As a whole: its own backend-independent form hands its output on in another shape.
  library.impl("mse_loss", torch::CppFunction::makeFromBoxedFunction<&run>());
}

bool available() {
  return !at::hasCUDA();
}

c10::Device device() {
  return {type, 0};
}

std::int64_t waits() {
  return wait_count;
}

std::unique_ptr<plumb::StepGraph> make_graph() {
  return std::make_unique<Graph>();
}

}  // namespace recording_device

namespace at {

C10_REGISTER_TYPED_CLASS(HPUHooksRegistry, "HPUHooks", recording_device::Hooks)

}  // namespace at
