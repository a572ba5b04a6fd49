#pragma once

#include <CLI/App.hpp>
#include <functional>

namespace plumb {

/// What a parsed subcommand does; returns the exit code. Set by the subcommand's callback, run
/// after parsing, so that errors of the work are not taken for errors of the command line.
using Action = std::function<int()>;

// Each adds its subcommand to the application.
void add_train_command(CLI::App& app, Action& action);
void add_compare_command(CLI::App& app, Action& action);
void add_repair_command(CLI::App& app, Action& action);
void add_sweep_command(CLI::App& app, Action& action);
void add_reproduce_command(CLI::App& app, Action& action);
void add_forecast_command(CLI::App& app, Action& action);
void add_plot_command(CLI::App& app, Action& action);
void add_report_command(CLI::App& app, Action& action);
void add_data_command(CLI::App& app, Action& action);
void add_diagnose_command(CLI::App& app, Action& action);
void add_explain_command(CLI::App& app, Action& action);
void add_watch_command(CLI::App& app, Action& action);
void add_list_command(CLI::App& app, Action& action);

}  // namespace plumb
