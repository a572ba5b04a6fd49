#pragma once

#include <string>

// What a test needs of the machine. Where it is not there, the test ends as skipped, and says why:
//
//   if (without_gnuplot()) return;
//
// By the SKIP of Catch2 3.3, which does not come back. v2 has none: catch_main.cpp counts the tests
// that checked nothing. An executable of which every test was skipped exits with 4, which ctest
// shows as "Skipped"; scripts/test.sh repeats the reasons of all others.

/// Ends the test as skipped, or returns true, after which the test is to end.
bool skip_test(const std::string& reason);

/// Says why a part of the test is left out. The rest of it goes on, and counts.
void leave_out(const std::string& reason);

bool without_gnuplot();
