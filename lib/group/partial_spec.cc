#include "group/partial_spec.h"

#include <algorithm>

#include "base/hash.h"
#include "base/wording.h"
#include "group/partial_writer.h"
#include "json/writer.h"

namespace nd::group {
namespace {

using Texts = PartialSpec::Texts;

void append_texts(std::string& out, const Texts& texts) {
  out.push_back('{');
  for (const auto& [name, text] : texts) {
    json::append_key(out, name);
    json::append_string(out, text);
  }
  out.push_back('}');
}

Texts read_texts(const json::Value& object) {
  Texts texts;
  if (!object.is_object()) return texts;
  for (const json::Member& member : object.members()) {
    if (member.value.is_string()) texts.emplace_back(member.key, member.value.text());
  }
  return texts;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  return text.empty() ? std::string("none") : excerpt(text, kLongest);
}

// Gathers what differs, as parts of one sentence.
class Differences {
 public:
  explicit Differences(const std::string& elsewhere) : elsewhere_(elsewhere) {}

  void text(const std::string& what, std::string_view here, std::string_view there) {
    if (here != there)
      add(fmt::format("{} is {} here, {}{}", what, shown(here), shown(there), elsewhere_));
  }
  // `kind` is put before the names: "the key 'day'".
  void texts(const std::string& kind, const Texts& here, const Texts& there) {
    const std::size_t before = count_;
    for (const auto& [name, mine] : here) {
      const std::string what = kind + shown_name(kind, name);
      const auto other = find(there, name);
      if (other == there.end()) {
        add(fmt::format("{} is here alone", what));
      } else {
        text(what, mine, other->second);
      }
    }
    for (const auto& [name, theirs] : there) {
      if (find(here, name) == here.end())
        add(fmt::format("{}{} is{} alone", kind, shown_name(kind, name), elsewhere_));
    }
    if (before == count_ && here != there) {
      add(fmt::format("the order of {} is {} here, {}{}",
                      kind.empty() ? "names" : kind.substr(4) + "s", names(here), names(there),
                      elsewhere_));
    }
  }
  [[nodiscard]] std::string sentence() && { return std::move(sentence_); }

 private:
  static Texts::const_iterator find(const Texts& texts, const std::string& name) {
    return std::find_if(texts.begin(), texts.end(),
                        [&](const auto& text) { return text.first == name; });
  }
  static std::string shown_name(const std::string& kind, const std::string& name) {
    return kind.empty() ? excerpt(name, 60) : " '" + excerpt(name, 60) + "'";
  }
  static std::string names(const Texts& texts) {
    return shown(joined(texts, [](const auto& text) { return text.first; }));
  }
  void add(const std::string& part) {
    constexpr std::size_t kMost = 4;
    if (++count_ > kMost) return;
    sentence_ += (sentence_.empty() ? "" : "; ") + part;
  }

  const std::string& elsewhere_;
  std::string sentence_;
  std::size_t count_ = 0;
};

}  // namespace

std::string bound_text(const std::string& json) {
  constexpr std::size_t kLongest = 200;
  return json.size() <= kLongest ? json : "xxh3 " + content_text(hash128(json));
}

void append_spec(std::string& out, const PartialSpec& spec) {
  const auto text = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    json::append_key(out, name);
    json::append_string(out, value);
  };
  out.push_back('{');
  text("where", spec.where);
  json::append_key(out, "keys");
  append_texts(out, spec.keys);
  json::append_key(out, "aggregates");
  append_texts(out, spec.aggregates);
  if (!spec.bound.empty()) {
    json::append_key(out, "bound");
    append_texts(out, spec.bound);
  }
  text("zone", spec.zone);
  if (!spec.regrouped.empty()) {
    json::append_key(out, "regrouped");
    out.push_back('[');
    for (const Texts& keys : spec.regrouped) {
      if (out.back() != '[') out.push_back(',');
      append_texts(out, keys);
    }
    out.push_back(']');
  }
  out.push_back('}');
}

PartialSpec read_spec(const json::Value& object) {
  PartialSpec spec;
  if (!object.is_object()) return spec;
  spec.where = json::member_text(object, "where");
  spec.keys = read_texts(json::find(object, "keys"));
  spec.aggregates = read_texts(json::find(object, "aggregates"));
  spec.bound = read_texts(json::find(object, "bound"));
  spec.zone = json::member_text(object, "zone");
  const json::Value regrouped = json::find(object, "regrouped");
  if (!regrouped.is_array()) return spec;
  for (const json::Value& keys : regrouped.items())
    spec.regrouped.push_back(read_texts(keys));
  return spec;
}

PartialSpec visible_spec(const GroupKeys& keys, const agg::Clauses& clauses) {
  PartialSpec spec;
  for (std::size_t i = 0; i < keys.size(); ++i)
    spec.keys.emplace_back(keys.name(i), keys.name(i));
  for (const agg::Output& output : clauses.outputs()) {
    std::string text(output.aggregate->name);
    const json::Value& parameter = output.parameter.is_number()
                                       ? output.parameter
                                       : clauses.columns()[output.column].parameter;
    if (parameter.is_number()) {
      text += "(X; ";
      json::append_value(text, parameter);
      text += ")";
    }
    spec.aggregates.emplace_back(output.name, std::move(text));
  }
  return spec;
}

std::string difference(const PartialSpec& here, const PartialSpec& there,
                       const std::string& elsewhere) {
  Differences found(elsewhere);
  found.texts("the key", here.keys, there.keys);
  found.texts("the aggregate", here.aggregates, there.aggregates);
  found.text("the condition", here.where, there.where);
  found.text("the zone", here.zone, there.zone);
  found.texts("", here.bound, there.bound);
  const std::size_t levels = std::max(here.regrouped.size(), there.regrouped.size());
  for (std::size_t i = 0; i < levels; ++i) {
    found.texts("the key", i < here.regrouped.size() ? here.regrouped[i] : Texts(),
                i < there.regrouped.size() ? there.regrouped[i] : Texts());
  }
  return std::move(found).sentence();
}

}  // namespace nd::group
