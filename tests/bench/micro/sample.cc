#include "sample.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string_view>
#include <utility>

#include <simdjson.h>

#include "base/check.h"
#include "synth/generator.h"
#include "synth/platform.h"
#include "synth/profile.h"

namespace nd::bench {

namespace {

constexpr std::size_t kSampleBytes = std::size_t{5} << 20;

std::string make_events() {
  const auto profile = synth::find_profile("nano");
  ND_CHECK(profile.has_value());
  const synth::Platform platform(*profile, 1, synth::Dirt{});
  synth::Generator generator(platform, synth::Shard{});
  std::string text;
  while (text.size() < kSampleBytes && generator.next(text))
    text += '\n';
  return text;
}

// The members of an object as text, `"key":value`.
std::vector<std::string> members(simdjson::ondemand::parser& parser, PaddedView line) {
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  ND_CHECK(!parser.iterate(line.data(), line.size(), line.size() + kPadding).get(document));
  ND_CHECK(!document.get_object().get(object));
  std::vector<std::string> found;
  for (auto member : object) {
    simdjson::ondemand::field field;
    ND_CHECK(!std::move(member).get(field));
    std::string text = "\"";
    const char* const key = field.key().raw();
    text.append(key, std::strchr(key, '"'));
    text += "\":";
    std::string_view value;
    ND_CHECK(!simdjson::to_json_string(field.value()).get(value));
    while (!value.empty() && value.back() == ' ')
      value.remove_suffix(1);
    found.push_back(text.append(value));
  }
  return found;
}

std::string make_shuffled() {
  simdjson::ondemand::parser parser;
  std::minstd_rand random(1);
  std::string text;
  for (const PaddedView line : events().lines()) {
    std::vector<std::string> parts = members(parser, line);
    std::shuffle(parts.begin(), parts.end(), random);
    char before = '{';
    for (const std::string& part : parts) {
      text += before;
      text += part;
      before = ',';
    }
    text += "}\n";
  }
  return text;
}

std::string make_nested() {
  constexpr std::size_t kItems = 8;
  std::string text;
  std::size_t count = 0;
  for (const PaddedView line : events().lines()) {
    text +=
        count % kItems == 0 ? "{\"page\":" + std::to_string(count / kItems) + ",\"items\":[" : ",";
    text.append("{\"event\":").append(line.text());
    text += ",\"tags\":[\"a\",\"b\",null,1.5],\"at\":{\"x\":12,\"y\":-3}}";
    if (++count % kItems == 0) text += "]}\n";
  }
  if (count % kItems != 0) text += "]}\n";
  return text;
}

std::string make_text() {
  std::minstd_rand random(1);
  constexpr std::string_view kWords[] = {"long ", "words ", "of ",         "a ",      "review, ",
                                         "with ", "\\\"",   "new\\nline ", "größer ", "評論 "};
  std::string text;
  while (text.size() < kSampleBytes) {
    char before = '{';
    for (const std::string_view key : {"title", "body", "reply"}) {
      text += before;
      text.append("\"").append(key).append("\":\"");
      for (std::size_t i = 0; i < 40; ++i)
        text += kWords[random() % (key == "body" ? std::size(kWords) : 6)];
      text += '"';
      before = ',';
    }
    text += "}\n";
  }
  return text;
}

}  // namespace

Sample::Sample(std::string text) : text_(std::move(text)), size_(text_.size()) {
  text_.append(kPadding, '\0');
  const char* line = text_.data();
  const char* const end = line + size_;
  while (line != end) {
    const auto* const line_end =
        static_cast<const char*>(std::memchr(line, '\n', static_cast<std::size_t>(end - line)));
    ND_CHECK(line_end != nullptr);
    lines_.emplace_back(line, static_cast<std::size_t>(line_end - line));
    line = line_end + 1;
  }
}

const Sample& events() {
  static const Sample sample(make_events());
  return sample;
}

const Sample& shuffled() {
  static const Sample sample(make_shuffled());
  return sample;
}

const Sample& nested() {
  static const Sample sample(make_nested());
  return sample;
}

const Sample& text() {
  static const Sample sample(make_text());
  return sample;
}

}  // namespace nd::bench
