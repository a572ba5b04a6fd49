#pragma once

namespace plumb {

/// Tells the allocator to keep freed memory. Each step frees its gradients and allocates them
/// again; returned to the system in between, every page of them would be faulted in and zeroed
/// anew, a fifth of a step of sigmoid-mlp.
void keep_freed_memory();

}  // namespace plumb
