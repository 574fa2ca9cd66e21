#include "ops/expression_source.h"

#include "io/block_reader.h"

namespace nd::ops {

Result<std::string> expression_text(const std::string& argument, const std::string& file) {
  if (file.empty()) return argument;
  io::BlockReader reader({file});
  ND_TRY(reader.check());
  std::string text;
  io::Block block;
  while (ND_TRY(reader.next(block)))
    text.append(block.text.text());
  return text;
}

}  // namespace nd::ops
