#include "group/group_shape.h"

#include <algorithm>
#include <utility>

#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::group {
namespace {

constexpr std::string_view kTotalField = "\"$total\":true,";

bool is_own(std::string_view segment) {
  return segment.substr(0, 1) == "$";
}

// `"NAME":["...","..."],`
template <class NameOf>
void append_names(std::string& out, std::string_view name, std::size_t count, NameOf&& name_of) {
  json::append_string(out, name);
  out += ":[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) out.push_back(',');
    json::append_string(out, name_of(i));
  }
  out += "],";
}

}  // namespace

std::vector<json::FieldPath> field_paths(const std::vector<json::FieldPath>& keys,
                                         const agg::Clauses& clauses) {
  std::vector<json::FieldPath> paths = keys;
  for (const agg::Output& output : clauses.outputs())
    paths.push_back(output.path);
  return paths;
}

std::vector<json::FieldPath> value_paths(const std::vector<json::FieldPath>& keys,
                                         const agg::Clauses& clauses) {
  std::vector<json::FieldPath> paths = keys;
  for (const agg::Output& output : clauses.outputs())
    agg::append_value_paths(output, paths);
  return paths;
}

Status check_paths(const std::vector<json::FieldPath>& keys, const agg::Clauses& clauses) {
  const std::vector<json::FieldPath> paths = field_paths(keys, clauses);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::vector<std::string>& segments = paths[i].segments;
    // A key may lie within {"$oid":...}; a state is known by such a name.
    const bool is_result = i >= keys.size();
    const bool reserved = segments[0] == "grouping" || is_own(segments[0]) ||
                          (is_result && std::any_of(segments.begin(), segments.end(), is_own));
    if (!reserved) continue;
    return usage_error(
        "the name '{}' cannot be given: 'grouping' and what starts with '$' are taken",
        paths[i].text());
  }
  return json::check_apart(paths);
}

GroupShape::GroupShape(std::string grouping, GroupKeys keys, const agg::StateLayout& layout,
                       std::string identity)
    : grouping_(std::move(grouping)),
      keys_(std::move(keys)),
      layout_(&layout),
      identity_(std::move(identity)),
      fields_(field_paths(keys_.paths(), layout.clauses())),
      single_keys_(keys_.single_paths().size()),
      total_fields_(field_paths(keys_.single_paths(), layout.clauses())),
      results_(field_paths({}, layout.clauses())) {
  if (!grouping_.empty()) {
    grouping_field_ = "\"grouping\":";
    json::append_string(grouping_field_, grouping_);
    grouping_field_.push_back(',');
  }
  partial_head_ = partial_head();
}

std::string GroupShape::partial_head() const {
  std::string head = "{\"$nd\":";
  json::append_string(head, identity_);
  head.push_back(',');
  append_names(head, "$k", keys_.size(), [&](std::size_t i) { return keys_.name(i); });
  // A reader takes the results in the order in which they stand. Where an object that begins before
  // them holds some, that is not their own.
  std::size_t last = 0;
  bool in_order = true;
  for (const auto& field : fields_.fields()) {
    if (field.path < keys_.size()) continue;
    in_order = in_order && field.path >= last;
    last = field.path;
  }
  if (!in_order) {
    append_names(head, "$a", outputs().size(),
                 [&](std::size_t i) { return outputs()[i].path.text(); });
  }
  return head;
}

void GroupShape::read_key(std::string_view key, std::size_t count) {
  key_text_.reset();
  key_values_.clear();
  key::KeyDecoder decoder(key, key_text_);
  for (std::size_t i = 0; i < count; ++i)
    key_values_.push_back(decoder.next());
}

void GroupShape::append_result(std::string& out, const agg::Output& output, const char* states) {
  if (states == nullptr) {
    out.append("null");
    return;
  }
  text_.reset();
  json::append_value(out, layout_->finish(output, states, text_));
}

// The keys, and for each output what `append` makes of it.
template <class Append>
void GroupShape::append_fields(std::string& out, std::string_view key, Append&& append) {
  const bool total = is_total(key);
  const std::size_t keys = total ? single_keys_ : keys_.size();
  const json::ObjectLayout& fields = total ? total_fields_ : fields_;
  out.append(grouping_field_);
  read_key(key.substr(total ? 1 : 0), keys);
  for (const auto& field : fields.fields()) {
    out.append(field.before);
    if (field.path < keys) {
      json::append_value(out, key_values_[field.path]);
    } else {
      append(outputs()[field.path - keys]);
    }
  }
  out.append(fields.after());
}

void GroupShape::append_record(std::string& out, std::string_view key, const char* states) {
  out.push_back('{');
  append_fields(out, key, [&](const agg::Output& output) { append_result(out, output, states); });
}

void GroupShape::append_total(std::string& out, const char* states) {
  out.push_back('{');
  out.append(grouping_field_);
  out.append(kTotalField);
  for (const auto& field : results_.fields()) {
    out.append(field.before);
    append_result(out, outputs()[field.path], states);
  }
  out.append(results_.after());
}

void GroupShape::append_partial(std::string& out, std::string_view key, const char* states,
                                agg::Slice slice) {
  out.append(partial_head_);
  if (is_total(key)) out.append(kTotalField);
  append_fields(out, key, [&](const agg::Output& output) {
    layout_->append_state(output, states, slice, out);
  });
  out.push_back('}');
}

void GroupShape::append_keyed(std::string& out, std::string_view key) {
  out.push_back('[');
  if (grouping_.empty()) {
    out.append("null");
  } else {
    json::append_string(out, grouping_);
  }
  text_.reset();
  for (key::KeyDecoder decoder(key.substr(is_total(key) ? 1 : 0), text_); !decoder.done();) {
    out.push_back(',');
    json::append_value(out, decoder.next());
  }
  out.append("]\t");
}

}  // namespace nd::group
