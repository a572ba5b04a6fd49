#pragma once

#include <cstdint>

namespace plumb {

/// Where the built-in rules draw their lines. "Measured" means: between healthy and failing runs of
/// the tuning part of bench/detection (docs/detection.md). Shares are 0 to 1, steps are training
/// steps; "learnt" is the share of the baseline loss that is gone (LossHistory::learnt).
struct Thresholds {
  /// A network that has learnt this much has no problem that gradient sizes could show: they shrink
  /// as it converges. Measured.
  double learnt = 0.1;

  /// Below this it has learnt nothing: batch noise moves the level by as much. Measured.
  double nothing_learnt = 0.02;

  /// vanishing-gradient: sensitivity ‖∂L/∂W‖·‖W‖/L of a layer. Healthy networks have more than 4e-3
  /// in every layer at one of three probes in a row, failing ones mostly less than 1e-3. Measured.
  double vanishing_sensitivity = 2e-3;

  /// … in this many probes in a row: Adam pulls some networks out within two. Measured.
  int vanishing_probes = 3;

  /// … and this small, or for this many probes, it is an error. Measured.
  double vanished_sensitivity = 1e-6;
  int vanished_probes = 20;

  /// … or where nothing has been learnt in so many steps, and the median over all probes of the
  /// smallest layer's sensitivity is below this. Of healthy networks that stand still for longer it
  /// is 3.3e-2 or more. Measured, also on the parts up to the fourth test.
  std::int64_t still_steps = 300;
  double still_sensitivity = 2e-2;

  /// … which of a network with recurrent weights come sooner and are larger: their gradient is a
  /// sum over time, of which the steps that are far away are missing. Healthy ones have 2 or more
  /// by then. Measured, on the parts up to the sixth test.
  std::int64_t still_recurrent_steps = 150;
  double still_recurrent_sensitivity = 0.1;

  /// … and at the end of a run that has learnt nothing it may be as large as this where the
  /// gradient shrinks by so many decades with each layer: sigmoids take 0.6 at most of outputs near
  /// the middle, log10 of 4. In other broken runs that end so it shrinks by less, or sensitivities
  /// are larger; no healthy one ends so. Measured, on the nineteenth to twenty-sixth test part.
  double ended_sensitivity = 5e-2;
  double ended_slope = 0.35;

  /// exploding-gradient: median norm of five steps in parts of the largest such median before. By
  /// the same factor exploded_epoch in summary.json compares an epoch's largest norm with that of
  /// all earlier ones; there the loss has to be worse, too.
  double explosion_factor = 10;

  /// exploding-gradient at initialization: sensitivity of a layer, with the baseline for the loss.
  /// Measured.
  double exploding_sensitivity = 1e4;

  /// … and of recurrent weights in the first step, where no clip bounds it. Healthy networks have
  /// at most 60 without a clip and 140 with one. Measured, on the parts up to the fifteenth test.
  double exploding_recurrence = 80;

  /// … and the share that a network has learnt all the same which shows that steps of a useful size
  /// do hold: it has halved its loss.
  double exploding_learnt = 0.5;

  /// … and what the first step of gradient descent promises to take of the loss, η‖g‖² / L, in
  /// parts of 1 + momentum: above this it proves that no minimum holds steps of this rate (Nesterov
  /// 2004, 2.1.5, and Polyak 1964). 113 healthy configurations without normalization have at
  /// most 1.9, in ten seeds each. Proven, and measured on the sixteenth to thirtieth test part.
  double empty_promise = 4;

  /// A loss this many times the median of the 100 before has left its course: the onset that
  /// bench/detection uses.
  double loss_jump = 3;

  /// gradient-spike: norm in parts of the median of the 100 before. Megatron-LM's "spiky loss" is
  /// 10 × the largest of its first 100 values.
  double spike_factor = 10;

  /// … and steps in a row in which the loss must have left its course after it to be a warning: of
  /// healthy networks it comes back within 35. Measured, on the parts up to the sixth test.
  int spike_harm_steps = 50;

  /// dead-units: share of a layer's entries or units that are exactly 0 to call it dead. All.
  double dead_share = 0.9999;

  /// … to mention it. SageMaker Debugger's layer threshold.
  double dead_share_info = 0.5;

  /// … and to warn, where so many steps have taught the network nothing.
  std::int64_t dead_units_steps = 200;

  /// … where one unit of a layer is left, it is a warning until the network has learnt this much:
  /// it has halved its loss. One number a sample can do.
  double bottleneck_learnt = 0.5;

  /// dead-units (ReLU), saturated-units (others): share of the baseline loss that the outputs'
  /// range leaves, whatever the weights. As much as counts as learnt.
  double unreachable_share = 0.1;

  /// saturated-units: share of a layer's entries with a slope below 2.5 % of the steepest.
  /// DeepDiagnosis and SageMaker Debugger ask for a half.
  double saturated_share = 0.5;

  /// loss-plateau: steps without learning. Healthy tanh networks of 11 layers stand still for up to
  /// 1240. Measured.
  std::int64_t plateau_steps = 2000;

  /// … or less, where the weights of half of the layers have travelled this many times their own
  /// size meanwhile: they could have been replaced, and the plateau has no end in sight. In healthy
  /// networks they have travelled 0.83 at most when the loss leaves its plateau. Measured.
  double plateau_path = 5;

  /// loss-plateau, poor-initialization: spread of a tap below which the outputs no longer depend on
  /// the input. Measured.
  double collapsed_spread = 1e-3;

  /// … and for how many probes in a row, after the start. Measured.
  int collapsed_probes = 5;

  /// slow-convergence: share of the baseline that the loss loses in 100 steps.
  double slow_rate = 0.005;

  /// … and what is left of the first loss's excess over the baseline after this many steps. The
  /// mean of the outputs is what gradient descent learns first (LeCun et al., "Efficient BackProp",
  /// 1998): of a tenth or more above the baseline healthy networks have a twentieth left at most.
  /// Measured, also on the parts up to the fifth test.
  std::int64_t slow_start_steps = 100;
  double slow_start_excess = 0.1;
  double slow_start_left = 0.25;

  /// … or after this many at the whole learning rate. Healthy runs that began there, 2,278, have
  /// 0.34 left at most where no warm-up held them up; of 903 failing ones that were told later 204
  /// have more than this. Measured, on the nineteenth to twenty-seventh test part. Also of what was
  /// noticed at the start (input-scale, target-scale, outliers, poor-initialization).
  std::int64_t early_start_steps = 50;
  double early_start_left = 0.9;

  /// loss-plateau, slow-convergence: steps of a run that has ended, and the share that it has
  /// learnt by then at least, where its loss still falls and where it stands. Healthy ones have
  /// learnt a fifth, those of 60 to 160 steps nearly a half. Measured, on the parts up to the
  /// twelfth test.
  std::int64_t ended_steps = 30;
  double ended_learnt = 0.15;
  double ended_plateau = 0.06;

  /// update-ratio: median over the layers of ‖ΔW‖/‖W‖. TheDeepChecker: 1e-4 to 1e-1; DeepDiagnosis:
  /// 1e-5 to 1e-1.
  double update_ratio_high = 0.1;
  double update_ratio_low = 1e-4;

  /// … for this many probes in a row, where a few layers, as the last, still move. In healthy
  /// networks that have not learnt it is not so at three in a row. Measured.
  int update_low_probes = 10;

  /// … and on average over all probes, of so many at least since single batches move the ratio by
  /// half, in a network that has learnt something and less than this. Of healthy ones the means are
  /// above 2.7e-4 until then. Measured, on the parts up to the sixth test.
  double update_ratio_slow = 1.5e-4;
  int update_slow_probes = 20;
  double update_slow_learnt = 0.5;

  /// … and on the same average of a run that ends behind a simple model. No healthy one that leaves
  /// half of the baseline has less than 1e-3. Measured, on the twenty-third to twenty-ninth test
  /// part.
  double update_ratio_behind = 5e-4;

  /// … and this in the first step, if nothing is learned in the hundred after it: Adagrad's first
  /// step is always large, Adam's is where a network is small. Measured.
  double update_ratio_first = 0.05;

  /// … and this for ten probes in a row. Healthy networks that have not learnt have it at up to
  /// four (small ones, with Adam at 0.03). Measured.
  double update_ratio_raised = 0.02;

  /// … and this of a first step of SGD times 1 / (1 − momentum), where the momentum is above 0.9.
  /// Healthy runs of momentum 0.9 have 0.55 at most, runs that fail by a momentum of 0.98 to 0.999
  /// 1.5 to 21. Measured, on the nineteenth to twenty-eighth test part.
  double momentum_reach = 1;

  /// divergence: median loss of five steps in parts of the larger of initial and baseline loss.
  double divergence_factor = 4;

  /// … or share of the baseline loss that has been lost again and has not come back for so many
  /// steps. Healthy networks lose up to 0.21 for as long, and 0.7 for fifty. Measured, on the parts
  /// up to the sixth test.
  double divergence_lost = 0.25;
  std::int64_t divergence_lost_steps = 200;

  /// … or the steps in which a loss that had come down so far is nearly that of a constant
  /// prediction again. Healthy networks reach 0.78 of it. Measured, on the parts up to the tenth
  /// test.
  double divergence_worse = 0.9;
  std::int64_t divergence_worse_steps = 50;

  /// … or that are nearly all as high as a constant prediction's for as long as
  /// divergence_lost_steps, however little had been learnt.
  double divergence_back = 0.97;

  /// … and by how many standard errors the mean must have risen in each of these cases. Where half
  /// of the batches have a rare sample and nothing is learnt, none of 400 simulated runs of 2000
  /// steps has 5; of runs that gave back what they had learnt 8 or more. Measured.
  double divergence_noise = 5;

  /// oscillation: mean jump between medians of ten steps, in parts of their mean.
  double oscillation_amplitude = 0.3;

  /// … and in parts of what it would be were the same hundred losses in any order. By chance it is
  /// more three times in a row, as the rule asks for, in at most one of 300 runs of 2000 steps,
  /// whether losses have two values, are Gaussian or lognormal: simulated.
  double oscillation_noise = 1.4;

  /// poor-initialization: loss of the first step in parts of the baseline, to mention it, and to
  /// warn where it would still be mentioned after so many steps: residual networks without
  /// normalization begin at ten times and are where they should be after thirty. Measured.
  double initial_loss_info = 3;
  double initial_loss = 10;
  std::int64_t initial_loss_steps = 100;
  /// … where it has lost all but a twentieth of what it was above the baseline, times the baseline:
  /// of 498 healthy runs that began above three times it none stands above ten, but for four of one
  /// configuration, and none above this. Measured, on the nineteenth to twenty-eighth test part.
  double settled_high = 30;

  /// poor-initialization: share of the baseline's loss that the mean of a hundred steps has lost,
  /// from which on bad weights are taken back. Of 200 failing runs of the thirty-first to
  /// thirty-fourth test part that began with such none lost as much.
  double start_overcome = 0.8;

  /// poor-initialization: growth of the root mean square from the first to the last hidden tap, in
  /// decades. Measured.
  double signal_decades = 4;

  /// … and shrinkage. Of a network with a hundredth of its signal left the first steps move biases
  /// and little else: 20 Glorot-initialized ReLU layers lose 2.8 decades, and a third of such runs
  /// learns less than others or nothing. Healthy networks lose up to 0.6. Measured.
  double signal_lost_decades = 2;

  /// … and size of a layer's outputs before the activation for inputs of size 1, ‖W‖/√units, from
  /// which on it is the weights that saturate it, and not the inputs. Initializers that keep a
  /// signal's size give 1 to √2.
  double large_gain = 2;

  /// input-scale: root mean square of the inputs. AUTOTRAINER calls data abnormal from a mean
  /// magnitude of 10 on. Below: values in thousandths. One-hot vectors of 10,000 have 1e-2.
  double input_high = 10;
  double input_low = 3e-3;

  /// … and size in parts of the deviation from sample to sample from which on scaling alone leaves
  /// inputs that hardly differ.
  double input_mean = 5;

  /// … and size of the largest column in parts of the smallest one's deviation (column_ratio())
  /// from which on a network that learns nothing may not see the smallest.
  double input_ratio = 100;

  /// outliers: width of a column (column_widths()) below which a few values outweigh all
  /// others. A log-normal column has it from σ = 1.8 on. Measured: of ten such columns,
  /// standardized by mean and deviation, a network learns 0.55 to 0.8 of what it learns by median
  /// and quartiles.
  double heavy_tail = 0.1;

  /// target-scale: root mean square of the values to predict, where outputs begin at 0 to 1. As for
  /// inputs; below, the outputs of initial weights are nearly all of the loss.
  double target_high = 10;
  double target_low = 1e-2;

  /// … and mean in deviations from which on outputs begin far away, whatever the size is: a
  /// constant prediction of 0 has the square of it in losses of the best.
  double target_mean = 5;

  /// weight-decay: median over the layers of ‖W‖ in parts of its first value, and of the decay's
  /// pull in parts of the gradient's, for so many probes in a row, in a network that has learnt
  /// less than this.
  double decay_size = 0.5;
  double decay_pull = 0.2;
  int decay_probes = 10;
  double decay_learnt = 0.5;
  /// Of weights below this half of that pull is enough, which the noise of batches makes smaller,
  /// and the network may have learnt so much.
  double decay_withered = 0.3;
  double decay_withered_learnt = 0.7;
  /// In the first steps: of the last decay_early_probes probes after the first, the median pull
  /// from which on the decay outweighs the loss, in a network whose weights are below this size,
  /// until this step. Healthy runs have a pull of 0.14 at most and failing ones 0.2 to 10.
  /// Measured, on the nineteenth to twenty-eighth test part.
  double decay_outweighs = 0.5;
  int decay_early_probes = 3;
  double decay_early_size = 0.9;
  std::int64_t decay_early_steps = 100;
  /// At the end of a run, of weights that small: score of the network in parts of the best simple
  /// model's from which on the decay does no harm, and its pull from which on it takes all back
  /// that a step has changed. Healthy runs have a pull of 0.35 at most under AdamW's 0.01, broken
  /// ones of 17 to 24. Measured, on the twenty-first to twenty-fifth test part.
  double decay_cause = 0.85;
  double decay_undoes = 1;

  /// evaluation-mode: share of what the loss has come down by in training mode, from the baseline,
  /// that is gone in evaluation mode on the same data. Where both modes compute the same it is 0.36
  /// at most at the end of a run, by what the last batches were. Measured, on the eighteenth test
  /// part.
  double mode_gap = 0.5;
  /// … and where so much of batch normalization's running statistics is still that of the start.
  /// Runs that fail by it, with 0.85 left or more, have a gap of 0.22 to 7; healthy ones have 0.22
  /// left at most. Measured, on the nineteenth to thirty-second test part.
  double lagging_gap = 0.1;
  double lagging_statistics = 0.5;

  /// … for so many steps, at each evaluation, to be a warning before the run ends: the statistics
  /// of healthy networks follow within 400.
  std::int64_t mode_gap_steps = 500;

  /// overfitting: share of the baseline by which the validation loss has risen from its lowest.
  double overfitting_rise = 0.1;

  /// underfitting: score of a network in parts of a simple model's, on data that neither was fitted
  /// to, below which it has learnt too little. Healthy networks whose rate is small or that read
  /// images row by row have 0.5 of what a kernel regression learns, and all others 0.75. Measured,
  /// on the twenty-first and twenty-second test part.
  double underfitting_share = 0.45;
  /// … where something else was noticed that would explain it.
  double underfitting_cause = 0.75;
  /// … where simple models told before the first step that the network would be short of it
  /// (outliers, input-scale, no-activation), until it has more.
  double foretold_cause = 0.85;
  /// … and where an activation loses the signal in every layer or at every step of a sequence,
  /// whatever the weights are (vanishing-gradient). Broken runs of such networks had 0.79 to 0.83 of
  /// what kernel regression learns. Measured, on the thirty-third test part.
  double lost_signal_cause = 0.85;
  /// … and of classes the difference of the accuracies in its standard errors, at least; of values
  /// how far above that of a constant prediction a loss is, in parts of it.
  double underfitting_errors = 3;
  double underfitting_excess = 0.1;

  /// … and steps from which on it may be said before the run ends (input-scale, target-scale,
  /// outliers, poor-initialization, dropout, no-activation), and gain of the network
  /// (RunView::gain) in parts of the simple model's score below which it stands. Of 381 healthy
  /// runs with such a cause one stands that far behind at some evaluation. Measured, on the
  /// twenty-third to twenty-seventh test part.
  std::int64_t standing_steps = 50;
  double standing_gain = 0.05;

  /// no-activation: how much higher the score of a kernel regression is than a linear model's; and
  /// by how much less a network's differs from that to be as good (underfitting).
  double linear_margin = 0.1;

  /// unlearnt-classes: samples of a class from which on it counts that none of them is right, and
  /// the probability of that by chance, were it right as often as those that are learnt.
  std::int64_t unlearnt_samples = 5;
  double unlearnt_chance = 0.01;

  /// … and samples of the most frequent class in parts of an even share, from which on an accuracy
  /// may be that of a guess and look like more.
  double unlearnt_imbalance = 1.5;

  /// clipping-always, clipping-never: share of the last 200 steps that were clipped.
  double clipping_always = 0.95;
  std::int64_t clipping_steps = 200;

  /// … or so many of a network that has learnt nothing and whose layers all move by less than
  /// update_ratio_low.
  std::int64_t clipping_still_steps = 50;

  /// Throws Error, naming it, for one that is negative or not a number, or a count of steps,
  /// probes or samples that is 0. Infinity is allowed: a line that nothing crosses.
  void check() const;
};

}  // namespace plumb
