#include "ops/group_shape.h"

#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::ops {
namespace {

std::string label_of(std::string_view name) {
  std::string label;
  json::append_string(label, name);
  label.push_back(':');
  return label;
}

}  // namespace

GroupShape::GroupShape(std::string grouping, std::vector<std::string> keys,
                       const agg::StateLayout& layout, std::string identity)
    : grouping_(std::move(grouping)),
      keys_(std::move(keys)),
      layout_(&layout),
      identity_(std::move(identity)) {
  if (!grouping_.empty()) {
    grouping_field_ = "\"grouping\":";
    json::append_string(grouping_field_, grouping_);
    grouping_field_.push_back(',');
  }
  partial_head_ = "{\"$nd\":";
  json::append_string(partial_head_, identity_);
  partial_head_ += ",\"$k\":[";
  for (const std::string& key : keys_) {
    key_labels_.push_back(label_of(key));
    if (partial_head_.back() != '[') partial_head_.push_back(',');
    json::append_string(partial_head_, key);
  }
  partial_head_ += "],";
  for (const agg::Output& output : outputs())
    output_labels_.push_back(label_of(output.name));
}

void GroupShape::append_head(std::string& out, std::string_view key) {
  out.append(grouping_field_);
  text_.reset();
  key::KeyDecoder decoder(key, text_);
  for (const std::string& label : key_labels_) {
    out.append(label);
    json::append_value(out, decoder.next());
    out.push_back(',');
  }
}

void GroupShape::append_total_head(std::string& out) const {
  out.append(grouping_field_);
  out.append("\"$total\":true,");
}

void GroupShape::append_results(std::string& out, const char* states) {
  text_.reset();
  for (std::size_t i = 0; i < output_labels_.size(); ++i) {
    if (i > 0) out.push_back(',');
    out.append(output_labels_[i]);
    json::append_value(out, layout_->finish(outputs()[i], states, text_));
  }
}

void GroupShape::append_nulls(std::string& out) const {
  for (std::size_t i = 0; i < output_labels_.size(); ++i) {
    if (i > 0) out.push_back(',');
    out.append(output_labels_[i]);
    out.append("null");
  }
}

void GroupShape::append_partial(std::string& out, std::string_view key, const char* states,
                                agg::Slice slice) {
  out.append(partial_head_);
  append_head(out, key);
  for (std::size_t i = 0; i < output_labels_.size(); ++i) {
    if (i > 0) out.push_back(',');
    out.append(output_labels_[i]);
    layout_->append_state(outputs()[i], states, slice, out);
  }
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
  for (key::KeyDecoder decoder(key, text_); !decoder.done();) {
    out.push_back(',');
    json::append_value(out, decoder.next());
  }
  out.append("]\t");
}

}  // namespace nd::ops
