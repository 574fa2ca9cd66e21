#include "stat/schema_check.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "base/check.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/wording.h"
#include "json/field_path.h"
#include "json/tree.h"
#include "json/writer.h"
#include "stat/array_file.h"
#include "stat/profile.h"
#include "stat/text_form.h"

namespace nd::stat {

namespace {

using Rule = Schema::Rule;

constexpr std::string_view kDescribing[] = {"$schema", "$id",      "$comment",   "title",
                                            "default", "examples", "description"};

std::uint32_t bit(Type type) {
  return std::uint32_t{1} << static_cast<unsigned>(type);
}

Status read_schema(const json::Value& schema, Rule& rule, Arena& arena);

tl::unexpected<Error> wrong(std::string_view keyword, std::string_view wanted) {
  return usage_error("the schema's {} must be {}", in_quotes(keyword), wanted);
}

Status add_type(const json::Value& name, std::uint32_t& types) {
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    if (!name.is_string() || name.text() != kTypeNames[i]) continue;
    types |= bit(static_cast<Type>(i));
    if (static_cast<Type>(i) == Type::kNumber) types |= bit(Type::kInteger);
    return {};
  }
  return wrong("type", "one of " + joined(kTypeNames) + ", or an array of these");
}

Status read_type(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  rule.types = 0;
  if (!value.is_array()) return add_type(value, rule.types);
  for (const json::Value& name : value.items())
    ND_TRY(add_type(name, rule.types));
  return {};
}

Status read_enum(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  if (!value.is_array()) return wrong("enum", "an array");
  rule.values = value.items();
  return {};
}

Status read_const(const json::Value& value, Rule& rule, Arena& arena) {
  const auto one = arena.array<json::Value>(1);
  one[0] = value;
  rule.values = one;
  return {};
}

Status read_format(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  const std::string_view name = value.is_string() ? value.text() : std::string_view();
  for (const TextForms form : {kDateForm, kTimeForm}) {
    if (name == name_of_first(form)) rule.format = form;
  }
  if (rule.format == 0) return wrong("format", "date or date-time; no other is understood");
  return {};
}

Status read_members(const json::Value& value, Rule& rule, Arena& arena) {
  if (!value.is_object()) return wrong("properties", "an object");
  for (const json::Member& member : value.members()) {
    rule.members.emplace_back(member.key, std::make_unique<Rule>());
    ND_TRY(read_schema(member.value, *rule.members.back().second, arena));
  }
  std::sort(rule.members.begin(), rule.members.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return {};
}

Status read_required(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  if (!value.is_array()) return wrong("required", "an array of names");
  for (const json::Value& name : value.items()) {
    if (!name.is_string()) return wrong("required", "an array of names");
    rule.required.push_back(name.text());
  }
  return {};
}

template <std::optional<json::Value> Rule::*kPlace>
Status read_number(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  if (!value.is_number()) return wrong("minimum or maximum", "a number");
  rule.*kPlace = value;
  return {};
}

template <std::optional<std::uint64_t> Rule::*kPlace>
Status read_count(const json::Value& value, Rule& rule, Arena& /*arena*/) {
  if (value.kind() != json::Kind::kInt || value.int_value() < 0)
    return wrong("length or number of items", "a whole number from 0");
  rule.*kPlace = static_cast<std::uint64_t>(value.int_value());
  return {};
}

template <std::unique_ptr<Rule> Rule::*kPlace>
Status read_rule(const json::Value& value, Rule& rule, Arena& arena) {
  rule.*kPlace = std::make_unique<Rule>();
  return read_schema(value, *(rule.*kPlace), arena);
}

struct Keyword {
  std::string_view name;
  Status (*read)(const json::Value& value, Rule& rule, Arena& arena);
};
constexpr Keyword kKeywords[] = {{"type", read_type},
                                 {"enum", read_enum},
                                 {"const", read_const},
                                 {"format", read_format},
                                 {"properties", read_members},
                                 {"required", read_required},
                                 {"additionalProperties", read_rule<&Rule::others>},
                                 {"items", read_rule<&Rule::items>},
                                 {"minimum", read_number<&Rule::least>},
                                 {"maximum", read_number<&Rule::most>},
                                 {"exclusiveMinimum", read_number<&Rule::above>},
                                 {"exclusiveMaximum", read_number<&Rule::below>},
                                 {"minLength", read_count<&Rule::least_length>},
                                 {"maxLength", read_count<&Rule::most_length>},
                                 {"minItems", read_count<&Rule::least_items>},
                                 {"maxItems", read_count<&Rule::most_items>}};

Status read_schema(const json::Value& schema, Rule& rule, Arena& arena) {
  if (schema.is_bool()) {
    rule.nothing = schema.kind() == json::Kind::kFalse;
    return {};
  }
  if (!schema.is_object()) return usage_error("a schema must be an object, true or false");
  for (const json::Member& member : schema.members()) {
    const auto* const keyword =
        std::find_if(std::begin(kKeywords), std::end(kKeywords),
                     [&](const Keyword& known) { return known.name == member.key; });
    if (keyword != std::end(kKeywords)) {
      ND_TRY(keyword->read(member.value, rule, arena));
    } else if (std::find(std::begin(kDescribing), std::end(kDescribing), member.key) ==
               std::end(kDescribing)) {
      return usage_error(
          "the schema has the keyword {}, which is not understood; those that are: {}",
          in_quotes(member.key),
          joined(kKeywords, [](const Keyword& known) { return known.name; }));
    }
  }
  return {};
}

std::string_view article_of(std::string_view name) {
  if (name == "null") return "";
  return name.find_first_of("aio") == 0 ? "an " : "a ";
}

// "a string", "null", "an integer or null".
std::string type_words(std::uint32_t types) {
  // An integer is a number.
  if ((types & bit(Type::kNumber)) != 0) types &= ~bit(Type::kInteger);
  std::string out;
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    if ((types & bit(static_cast<Type>(i))) == 0) continue;
    if (!out.empty()) out += " or ";
    out += article_of(kTypeNames[i]);
    out += kTypeNames[i];
  }
  return out;
}

}  // namespace

Result<Schema> Schema::parse(std::string_view text) {
  Schema schema;
  const auto value = json::parse(text, schema.texts_);
  if (!value) return usage_error("the schema is no JSON: {}", value.error().message);
  ND_TRY(read_schema(*value, schema.root_, schema.texts_));
  return schema;
}

void SchemaCheck::check(const json::Value& value, const Rule& rule) {
  if (rule.nothing) return differ("is not in the schema");
  const Type type = type_of(value);
  if ((rule.types & bit(type)) == 0)
    return differ(fmt::format("is {}, not {}", type_words(bit(type)), type_words(rule.types)));
  if (rule.values &&
      std::none_of(rule.values->begin(), rule.values->end(),
                   [&](const json::Value& known) { return json::equal(known, value); }))
    differ("is none of the values in the schema");
  if (value.is_number()) {
    if (rule.least && json::compare(value, *rule.least) < 0) differ("is below the minimum");
    if (rule.most && json::compare(value, *rule.most) > 0) differ("is above the maximum");
    if (rule.above && json::compare(value, *rule.above) <= 0) differ("is not above the minimum");
    if (rule.below && json::compare(value, *rule.below) >= 0) differ("is not below the maximum");
  } else if (value.is_string()) {
    const std::size_t length = utf8::length(value.text());
    if (rule.least_length && length < *rule.least_length) differ("is too short");
    if (rule.most_length && length > *rule.most_length) differ("is too long");
    if (rule.format != 0 && forms_of(value.text(), rule.format) == 0)
      differ(fmt::format("is no {}", name_of_first(rule.format)));
  } else if (value.is_object()) {
    check_object(value, rule);
  } else if (value.is_array()) {
    check_array(value, rule);
  }
}

void SchemaCheck::check_object(const json::Value& value, const Rule& rule) {
  const std::size_t outside = path_.size();
  for (const std::string_view key : rule.required) {
    if (!json::find(value, key).is_missing()) continue;
    path_ += json::FieldPath{{std::string(key)}}.print();
    differ("is missing");
    path_.resize(outside);
  }
  for (const json::Member& member : value.members()) {
    const auto known =
        std::lower_bound(rule.members.begin(), rule.members.end(), member.key,
                         [](const auto& entry, std::string_view key) { return entry.first < key; });
    const bool named = known != rule.members.end() && known->first == member.key;
    const Rule* const part = named ? known->second.get() : rule.others.get();
    if (part == nullptr) continue;
    path_ += json::FieldPath{{std::string(member.key)}}.print();
    check(member.value, *part);
    path_.resize(outside);
  }
}

void SchemaCheck::check_array(const json::Value& value, const Rule& rule) {
  const std::size_t items = value.items().size();
  if (rule.least_items && items < *rule.least_items) differ("has too few items");
  if (rule.most_items && items > *rule.most_items) differ("has too many items");
  if (rule.items == nullptr) return;
  const std::size_t outside = path_.size();
  path_ += path_.empty() ? ".[]" : "[]";
  for (const json::Value& item : value.items())
    check(item, *rule.items);
  path_.resize(outside);
}

// Counted on from the record that differed before, where that is in the same block; another block
// may stand in the same place.
std::uint64_t SchemaCheck::line_of(const stream::Record& record) {
  const io::Block& block = *record.block;
  if (block.text.data() != block_ || counted_to_ > record.text.data() ||
      block.first_line != first_line_ || block.file != file_) {
    block_ = block.text.data();
    file_ = block.file;
    first_line_ = block.first_line;
    counted_to_ = block_;
    line_ = first_line_;
  }
  line_ += static_cast<std::uint64_t>(std::count(counted_to_, record.text.data(), '\n'));
  counted_to_ = record.text.data();
  return line_;
}

Status SchemaCheck::consume(const stream::Record& record, io::Output& out) {
  ND_TRY(check_no_array(record));
  arena_.reset();
  differences_.clear();
  path_.clear();
  const json::Value value = ND_TRY(json::parse(record.text.text(), arena_));
  check(value, schema_->root());
  if (differences_.empty()) return {};
  ++differing_;
  const std::uint64_t line = line_of(record);
  for (const Difference& difference : differences_) {
    std::string& text = out.buffer();
    text += '{';
    json::append_key(text, "file");
    json::append_string(text, record.block->file);
    json::append_key(text, "line");
    append_uint(text, line);
    json::append_key(text, "path");
    json::append_string(text, difference.path);
    json::append_key(text, "error");
    json::append_string(text, difference.message);
    text += '}';
    ND_TRY(out.end_record());
  }
  return {};
}

}  // namespace nd::stat
