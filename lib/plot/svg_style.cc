#include "plot/svg_style.h"

namespace nd::plot {
namespace {

constexpr std::string_view kStyle = R"(
.ndplot{font:13px Arial,Helvetica,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;max-width:100%;height:auto;font-variant-numeric:tabular-nums}
.ndplot text{fill:#22262b;stroke:none}
.ndplot .title{font-size:17px;font-weight:bold}
.ndplot .big{font-size:30px;font-weight:bold}
.ndplot .strong{font-weight:bold}
.ndplot .small{font-size:12px}
.ndplot .tiny{font-size:10px}
.ndplot .soft,.ndplot .small,.ndplot .tiny{fill:#565d66}
.ndplot .small.strong{fill:#22262b}
.ndplot .halo{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.ndplot .paper{fill:#fff}
.ndplot .small.on{fill:#fff}
.ndplot .small.ink{fill:#22262b}
.ndplot line,.ndplot path{fill:none}
.ndplot .grid{stroke:#e1e4e8}
.ndplot .axis{stroke:#6b727b}
.ndplot .join{stroke:#aab1ba;stroke-width:2}
.ndplot .mark{stroke:#22262b;stroke-dasharray:5 3}
.ndplot .dots{stroke:#6b727b;stroke-width:1.5;stroke-dasharray:1.5 3.5}
.ndplot .l{stroke-width:2;stroke-linejoin:round;stroke-linecap:butt}
.ndplot .g{stroke:#8d959f;stroke-width:1.6;stroke-linejoin:round}
.ndplot .thin{stroke-width:1.2}
.ndplot .guess{stroke-dasharray:3 3}
.ndplot .f1{fill:#0b5fa5}.ndplot .l1{stroke:#0b5fa5}
.ndplot .f2{fill:#e08a3c}.ndplot .l2{stroke:#c4560a;stroke-dasharray:7 3}
.ndplot .f3{fill:#0f8f72}.ndplot .l3{stroke:#00785c;stroke-dasharray:2.5 2.5}
.ndplot .f4{fill:#b98bc9}.ndplot .l4{stroke:#86489a;stroke-dasharray:9 3 2 3}
.ndplot .f5{fill:#5a6470}.ndplot .l5{stroke:#4a525c;stroke-dasharray:12 4}
.ndplot .f6{fill:#c9b458}.ndplot .l6{stroke:#8a7400;stroke-dasharray:4 2 1 2}
.ndplot .dot{stroke:#fff;stroke-width:1}
.ndplot .ring{fill:#fff;stroke-width:1.8;stroke:#0b5fa5}
.ndplot .half{stroke-dasharray:2.5 1.8}
.ndplot .pale{fill:#d3dbe4}
.ndplot .calm{fill:#93a9bf}
.ndplot .down{fill:#e08a3c}
.ndplot .hot{fill:#c4560a}
.ndplot .band{fill:#fbe3cf}
.ndplot .none{fill:#fff;stroke:#dfe3e7;stroke-width:.7}
.ndplot .part{stroke:#fff;stroke-width:1.5}
.ndplot .q0{fill:#e9f1f8}.ndplot .q1{fill:#cbdff0}.ndplot .q2{fill:#a3c6e4}.ndplot .q3{fill:#6fa5d3}.ndplot .q4{fill:#3f82be}.ndplot .q5{fill:#1a5c98}.ndplot .q6{fill:#0a345f}
@media screen and (prefers-color-scheme:dark){
.ndplot text{fill:#e7eaee}
.ndplot .soft,.ndplot .small,.ndplot .tiny{fill:#a9b1bb}
.ndplot .small.strong{fill:#e7eaee}
.ndplot .halo{stroke:#14171b}
.ndplot .paper{fill:#14171b}
.ndplot .small.on{fill:#14171b}
.ndplot .small.ink{fill:#fff}
.ndplot .grid{stroke:#2c3239}
.ndplot .axis{stroke:#8b939d}
.ndplot .join{stroke:#5d656f}
.ndplot .mark{stroke:#e7eaee}
.ndplot .dots{stroke:#a9b1bb}
.ndplot .g{stroke:#78818c}
.ndplot .f1{fill:#5fb0ee}.ndplot .l1{stroke:#5fb0ee}
.ndplot .f2{fill:#c96a1b}.ndplot .l2{stroke:#f29350}
.ndplot .f3{fill:#8fe3cb}.ndplot .l3{stroke:#5fd6b4}
.ndplot .f4{fill:#8d5aa0}.ndplot .l4{stroke:#d69ae6}
.ndplot .f5{fill:#c5ccd4}.ndplot .l5{stroke:#c5ccd4}
.ndplot .f6{fill:#8a7830}.ndplot .l6{stroke:#e3cc60}
.ndplot .dot{stroke:#14171b}
.ndplot .ring{fill:#14171b;stroke:#5fb0ee}
.ndplot .pale{fill:#343d47}
.ndplot .calm{fill:#5d7084}
.ndplot .down{fill:#c96a1b}
.ndplot .hot{fill:#f29350}
.ndplot .band{fill:#43301f}
.ndplot .none{fill:#14171b;stroke:#343b43}
.ndplot .part{stroke:#14171b}
.ndplot .q0{fill:#1a2634}.ndplot .q1{fill:#20384f}.ndplot .q2{fill:#27527a}.ndplot .q3{fill:#3275ad}.ndplot .q4{fill:#5a9fd8}.ndplot .q5{fill:#93c6f0}.ndplot .q6{fill:#d8ecfd}
}
)";

}  // namespace

std::string_view style_sheet() {
  return kStyle;
}

}  // namespace nd::plot
