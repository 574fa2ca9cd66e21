// The fields of creators in which something is planted, as a table: their sizes, and the videos
// that they have from the start.
//
// Counts are those of the nano profile; a profile's factors multiply them. Creators who are in none
// of these fields are general ones.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "synth/topics.h"

namespace nd::synth {

enum class FieldId : std::uint8_t { kHeritage, kFarming, kKnowledge, kMedia, kGeneral };

struct Field {
  FieldId id;
  std::string_view vertical;  // as dim_creators has it
  std::uint32_t creators;
  std::uint32_t videos_each;
};

// Without the general creators.
[[nodiscard]] std::span<const Field> fields();
[[nodiscard]] std::string_view vertical_of(FieldId id);

// The episodes of the documentaries: each media creator has one on each of these topics.
[[nodiscard]] std::span<const TopicId> documentary_topics();

// What a creator's video `index` of the field is about, as dim_videos has it. Of two heritage
// creators one makes videos of the category; the other is known by the creator's field alone.
[[nodiscard]] std::string_view category_of(FieldId id, std::uint32_t index);

}  // namespace nd::synth
