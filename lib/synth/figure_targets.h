// The targets of daily use, heritage, farming, incomes and stories (F13 to F25, F33, F38), with
// what their decoys give to who counts them.
//
// Belongs here: what follows from the plants of these figures. Does not belong here: plays and
// topics (targets.cc).
#pragma once

#include "synth/platform.h"
#include "synth/target_writer.h"

namespace nd::synth {

void append_figure_targets(const Platform& platform, TargetWriter& writer);
// Of these, those of incomes (F17 to F21, F25).
void append_income_targets(const Incomes& incomes, TargetWriter& writer);

}  // namespace nd::synth
