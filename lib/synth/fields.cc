#include "synth/fields.h"

#include <array>

namespace nd::synth {
namespace {

constexpr std::array<TopicId, 3> kDocumentaries = {TopicId::kErbin, TopicId::kWukong,
                                                   TopicId::kParis};
constexpr std::array<Field, 4> kFields = {{
    {FieldId::kHeritage, "ich", 340, 1},
    {FieldId::kFarming, "agri", 160, 1},
    {FieldId::kKnowledge, "knowledge", 720, 1},
    {FieldId::kMedia, "media", 4, kDocumentaries.size()},
}};

}  // namespace

std::span<const Field> fields() {
  return kFields;
}

std::string_view vertical_of(FieldId id) {
  for (const Field& field : kFields) {
    if (field.id == id) return field.vertical;
  }
  return "general";
}

std::span<const TopicId> documentary_topics() {
  return kDocumentaries;
}

std::string_view category_of(FieldId id, std::uint32_t index) {
  switch (id) {
    case FieldId::kHeritage:
      return index % 2 == 0 ? "非遗" : "手工";
    case FieldId::kFarming:
      return "三农";
    case FieldId::kKnowledge:
      return "知识";
    case FieldId::kMedia:
      return "纪录片";
    case FieldId::kGeneral:
      break;
  }
  return {};
}

}  // namespace nd::synth
