#include "stat/stat_request.h"

#include "base/wording.h"
#include "json/schema.h"
#include "ops/expression_source.h"
#include "stat/schema_check.h"
#include "stat/stat.h"
#include "stream/run.h"

namespace nd::stat {
namespace {

Result<Schema> schema_of(const std::string& file) {
  auto schema = Schema::parse(ND_TRY(ops::expression_text("", file)));
  if (schema) return schema;
  return usage_error("--check {}: {}", in_quotes(file), schema.error().message);
}

}  // namespace

Result<int> run_stat(const StatRequest& request, io::Streams& streams) {
  if (request.schema && !request.check.empty())
    return usage_error("--schema makes a schema, --check takes one: give one of them");
  if (request.depth && (request.schema || !request.check.empty()))
    return usage_error("--depth is for the list of paths");
  if (request.keys == 0) return usage_error("--keys 0 leaves no path below the record");
  const json::Schema nothing;
  if (!request.check.empty()) {
    const Schema schema = ND_TRY(schema_of(request.check));
    SchemaCheck check(schema);
    ND_TRY(stream::run(streams, nothing, check));
    return check.differing() > 0 ? 1 : 0;
  }
  StatOptions options;
  options.most_keys = request.keys;
  if (request.schema) options.write = StatOptions::Write::kSchema;
  if (request.depth) options.depth = *request.depth;
  Stat stat(options);
  ND_TRY(stream::run(streams, nothing, stat));
  return 0;
}

}  // namespace nd::stat
