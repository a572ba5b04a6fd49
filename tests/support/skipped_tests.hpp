#pragma once

// For want of Catch2 v3's SKIP: which of the tests that were run were skipped.
namespace skipped_tests {

/// The test that is running skips.
void note();

/// Whether there were tests, and each of them skipped without having checked anything.
bool are_all();

}  // namespace skipped_tests
