#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/rule.hpp"

namespace plumb::remedies {

// What rules advise, each with the flags of `plumb train` that apply it.

/// An activation without the flaw of this network's that this network bears: ReLU, or tanh where
/// its layers are so narrow that all units of one may be dead from the start. Of a network without
/// any, missing_activation(); of one that has such a one, the weights that go with it. Where the
/// activation is not known, on the condition that it saturates.
Remedy activation(const RunFacts& facts);
/// Of a network of several layers that is known to have none between them, or in its recurrence;
/// nothing for others.
std::optional<Remedy> missing_activation(const RunFacts& facts);
/// One whose units do not die: leaky ReLU, or tanh where layers are that narrow.
Remedy living_activation(const RunFacts& facts);
Remedy leaky_activation();
Remedy elu();
Remedy selu();
Remedy no_output_activation();

/// Whether there is a normalization between the layers: by the settings where there are some, or
/// else as far as the parameters' names and shapes tell.
bool is_normalized(const RunFacts& facts);

/// Whether what the first layer makes of the inputs is, before anything else: then how large they
/// are makes no difference (Ioffe, Szegedy 2015, section 3.3). By the parameters, in their order;
/// not where a shortcut begins at the first layer, which carries its size past the normalization.
bool is_normalized_at_once(const RunFacts& facts);

/// Where they begin far from it, at `constant:X` or by `normal:X` or `uniform:X` of 2 or more:
/// there a sigmoid or tanh has next to no slope left, and what usual weights make of inputs of size
/// 1, which is of size 1, rarely turns the sign. Nothing of others, and where it is not known.
std::optional<Remedy> biases_near_0(const RunFacts& facts);

/// To normalize, where the depth loses the signal whatever weights fit (lossy_depth()).
std::optional<Remedy> normalize_lossy_depth(const RunFacts& facts);

/// Against values that grow from layer to layer: activation(); fitting_weights() where there is
/// none or it is not known, since neither saturation nor a missing activation is what explodes.
Remedy milder_activation(const RunFacts& facts);

/// What brings a lost signal back: the activation that is advised, normalization, shortcuts.
/// Before them biases near 0, where they began so far from it that they outweigh inputs.
/// Normalization first where the depth loses it, and the activation that there is does not;
/// shortcuts first of a network that is normalized, and whose activation is not known.
std::vector<Remedy> restore_signal(const RunFacts& facts, Remedy advised_activation);

/// Those that keep the signal's size through this network's activation, by ActivationTraits.
Remedy fitting_weights(const RunFacts& facts);
/// The same for units that start dead, as by biases far below 0.
Remedy living_weights(const RunFacts& facts);
/// fitting_weights() where the run is known to have a rectifier's, of He et al., with an activation
/// that asks for half of their variance, so that signal and gradient grow by √2 a layer.
std::optional<Remedy> milder_weights(const RunFacts& facts);
Remedy smaller_weights();
/// Of a recurrent network: those of the inputs and those of the state.
Remedy usual_recurrent_weights();
/// In place of zeros, or of equal ones.
Remedy random_weights(const RunFacts& facts);
Remedy orthogonal_weights();
/// Layer by layer to outputs of variance 1 on the data.
Remedy unit_variance();

/// What dropout leaves of the signal's power on its way through the hidden layers: each of them
/// keeps a share q of its units, and of the power of what the inputs decide against that of the
/// masks about q. A network of few layers bears much, one of many little: dropout bounds the depth
/// that can be trained (Schoenholz et al. 2017, "Deep information propagation"). 1 without any, and
/// where that is not known.
double power_behind_dropout(const RunFacts& facts);
/// To a tenth, or less where the layers are many.
Remedy less_dropout(const RunFacts& facts);
/// The same, where that power is less than a twentieth, or another share.
std::optional<Remedy> lower_dropout(const RunFacts& facts, double least_power = 0.05);

Remedy batch_norm();
Remedy layer_norm();
Remedy residual();
Remedy gated_residual();
/// Of a network that is normalized between its layers: without shortcuts that alone makes the
/// gradient grow with depth (Yang et al. 2019, "A mean field theory of batch normalization").
/// Nothing for others, and where that is not known.
std::optional<Remedy> bypass_normalization(const RunFacts& facts);

/// Of clip(): the customary one of clip_grad_norm_.
inline constexpr double clip_threshold = 1;
/// Nothing where the run clips by a norm as hard.
std::optional<Remedy> clip(const RunFacts& facts, double threshold = clip_threshold);
Remedy skip_spikes();
/// Go back to before a spike, and on at half the rate.
Remedy roll_back();
/// Whether a step is about as long as the rate, whatever the gradient is; Adagrad's first ones are.
bool steps_by_the_rate(const RunFacts& facts);
/// The name of the first setting that it changes; empty where it changes none.
std::string_view first_setting(const Remedy& remedy);
/// Whether the learning rate is all that it changes, and to what; nothing of others.
bool sets_rate(const Remedy& remedy);
std::optional<double> rate_of(const Remedy& remedy);
/// Nothing of a rate of 0.
std::optional<Remedy> lower_rate(const RunFacts& facts, double factor = 10);
/// Whether the learning rate is no more than that share of what is usual for the optimizer.
bool is_below_customary(const RunFacts& facts, double share);
/// Where the rate is fifty times what is usual for the optimizer, or more: that, and of a momentum
/// three times as much, by which most networks train that do at a third or at three times of it.
/// Nothing else.
std::optional<Remedy> customary_rate(const RunFacts& facts);
/// Of lower_rate(), by powers of ten: to where what is `excess` times too much is so no more;
/// nothing where no rate would both do that and teach a network anything.
std::optional<Remedy> rate_for_excess(const RunFacts& facts, double excess);
/// The same to where a step that has changed `ratio` of the weights changes a hundredth, in powers
/// of ten; of Adam and its kin, at ten times the customary rate or more, no lower than to that.
std::optional<Remedy> rate_for_update(const RunFacts& facts, double ratio);
/// Where the remedy lowers the rate, and so little that a step which has changed `ratio` of the
/// weights would still change too much: the rate for that update.
void lower_far_enough(Remedy& remedy, const RunFacts& facts, double ratio);
/// To no less than what is usual for the optimizer.
Remedy higher_rate(const RunFacts& facts, double factor = 100);
/// Where all steps so far have changed the weights by less than `path` of them: the rate at which
/// as many could replace them, in powers of ten, and no higher than ten times the customary one.
Remedy rate_for_path(const RunFacts& facts, double path);
Remedy adam();
/// The same, where the optimizer does not yet.
std::optional<Remedy> adaptive_optimizer(const RunFacts& facts);
inline constexpr double customary_momentum = 0.9;
inline constexpr double long_memory = 0.98;  // a momentum that adds up fifty steps or more
/// Where it is above the customary one: the steps add up to 1 / (1 − momentum) times the rate.
/// Nothing else, and where it is not known.
std::optional<Remedy> lower_momentum(const RunFacts& facts);
/// Both at once: the settings of the second behind those of the first, and `text` behind its text.
Remedy together(Remedy remedy, std::string_view text, const Remedy& other);
/// The same of a remedy of another setting and the learning rate of `rate`.
Remedy with_rate(Remedy remedy, const Remedy& rate);
/// Before a lower rate, where the momentum adds up fifty steps or more: a rate that suits it is too
/// low for the rest of a run.
void put_momentum_first(std::vector<Remedy>& advised, const RunFacts& facts);
/// Before a lower rate, where an exponential gives the outputs: there a step that is right for most
/// batches is far too long for one, whose gradient grows as its outputs do. So it is in a
/// recurrence that gradient descent takes at a usual rate.
void put_clip_first(std::vector<Remedy>& advised, const RunFacts& facts);
/// Of one that decays before anything is learnt.
Remedy lasting_rate();
/// Whether the optimizer shrinks the weights by themselves; else the decay is a part of the
/// gradient.
bool decouples_decay(const RunFacts& facts);
/// To a hundredth, or of more than 1 to the customary one; to less, but no less than 1e-5, where a
/// decay that pulls `pull` times as hard as the gradient would still be a hundredth of it.
Remedy lower_decay(const RunFacts& facts, double pull = 1);
/// AdamW's 0.01, and 0.0005 of a decay that is a part of the gradient.
Remedy customary_decay(const RunFacts& facts);
Remedy larger_batch(const RunFacts& facts);
/// Of batch normalization's running statistics; without a flag.
Remedy fresh_statistics();
/// The same, by their momentum. Nothing where it is as low already.
std::optional<Remedy> faster_statistics(const RunFacts& facts);
/// So many steps.
Remedy stop_after(std::int64_t steps);
/// Nothing where some is left out already.
std::optional<Remedy> dropout(const RunFacts& facts);
/// To train on; without a flag.
Remedy more_samples();
/// Without a flag: how many depends on how much is left to learn.
Remedy more_steps();
/// The same, for running statistics.
Remedy train_on();
/// The same, where the loss still falls.
Remedy go_on();
/// Which the mean over the samples hardly sees; without a flag.
Remedy heed_rare_classes();
/// A twentieth of the run.
Remedy shorter_warm_up(std::int64_t steps_of_the_run);
/// By median and quartiles where a few inputs outweigh all others, which mean and deviation would
/// go by.
Remedy standardize(const RunFacts& facts);
Remedy standardize_targets();
/// The same, without the activation behind the outputs where there is one: standardized, many of
/// them would be out of its reach.
Remedy reachable_targets(const RunFacts& facts);
/// Both at once.
Remedy standardize_all(const RunFacts& facts);
/// Of a run that takes a distance for classes.
std::optional<Remedy> loss_of_classes(const RunFacts& facts);
/// Their mean and deviation, and then their size alone; where it is what multiplies them that makes
/// their size, to leave that out, and then mean and deviation. Nothing where it is not known, or
/// right already.
std::vector<Remedy> fit_inputs(const RunView& run);

/// Of samples that look alike as inputs already: their spread is what ActivationProbe has of them.
std::vector<Remedy> tell_inputs_apart(const RunFacts& facts, double spread);

/// Those that there are, in their order.
std::vector<Remedy> list(std::initializer_list<std::optional<Remedy>> advised);
void append(std::vector<Remedy>& advised, std::vector<Remedy> more);

/// Whether one comes to the same: by its settings, or its words where it has none.
bool contains(const std::vector<Remedy>& advised, const Remedy& remedy);

/// Where one thing alone can bring a lost signal back: weights in place of zeros, or no activation
/// behind the outputs that makes all samples alike, by that spread.
std::optional<Remedy> only_remedy(const RunView& run, double spread);

/// Those that would change something, each once: whose options the run does not follow yet, as far
/// as is known. A run is not told to normalize whose parameters show that it does.
std::vector<Remedy> not_yet_taken(std::vector<Remedy> advised, const RunFacts& facts);

}  // namespace plumb::remedies
