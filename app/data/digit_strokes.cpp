#include "data/digit_strokes.hpp"

#include <array>
#include <cstddef>

namespace plumb {
namespace {

constexpr bool corner = true;

using GlyphTable = std::array<std::vector<Glyph>, 10>;

// The coordinates were drawn by eye; a comment says what sets a variant apart.
GlyphTable make_glyphs() {
  GlyphTable table;
  table[0] = {
      // An ellipse from the top.
      {{{.55F, .00F},
        {.20F, .12F},
        {.03F, .50F},
        {.20F, .90F},
        {.50F, 1.0F},
        {.82F, .87F},
        {.97F, .50F},
        {.82F, .12F},
        {.53F, .00F}}},
      // The end overshoots the start.
      {{{.72F, .08F},
        {.30F, .06F},
        {.04F, .45F},
        {.15F, .88F},
        {.50F, 1.0F},
        {.88F, .80F},
        {.95F, .40F},
        {.70F, .05F},
        {.38F, .12F}}},
      // Not quite closed.
      {{{.48F, .03F},
        {.12F, .22F},
        {.04F, .62F},
        {.30F, .98F},
        {.72F, .94F},
        {.96F, .55F},
        {.88F, .20F},
        {.66F, .04F}}},
  };
  table[1] = {
      // A bar.
      {{{.50F, .00F}, {.50F, .50F}, {.50F, 1.0F}}},
      // With a serif.
      {{{.28F, .24F}, {.55F, .00F, corner}, {.55F, .50F}, {.54F, 1.0F}}},
      // With a serif and a base.
      {{{.25F, .22F}, {.52F, .00F, corner}, {.52F, .50F}, {.52F, 1.0F}},
       {{.22F, 1.0F}, {.82F, .99F}}},
      // A leaning, slightly bent bar.
      {{{.62F, .00F}, {.53F, .50F}, {.38F, 1.0F}}},
  };
  table[2] = {
      // A sharp foot.
      {{{.08F, .25F},
        {.25F, .04F},
        {.60F, .00F},
        {.88F, .20F},
        {.75F, .50F},
        {.40F, .78F},
        {.03F, 1.0F, corner},
        {.50F, .98F},
        {1.0F, .97F}}},
      // A looped foot.
      {{{.10F, .22F},
        {.35F, .02F},
        {.75F, .06F},
        {.85F, .32F},
        {.55F, .68F},
        {.20F, .95F},
        {.04F, .88F},
        {.20F, .75F},
        {.50F, .90F},
        {1.0F, .95F}}},
      // Close to a z.
      {{{.08F, .10F},
        {.55F, .01F},
        {.88F, .12F},
        {.70F, .45F},
        {.05F, 1.0F, corner},
        {.98F, 1.0F}}},
  };
  table[3] = {
      // A sharp waist.
      {{{.10F, .12F},
        {.45F, .00F},
        {.85F, .15F},
        {.75F, .38F},
        {.38F, .48F, corner},
        {.80F, .58F},
        {.95F, .80F},
        {.55F, 1.0F},
        {.05F, .90F}}},
      // A flat top.
      {{{.08F, .03F, corner},
        {.88F, .03F, corner},
        {.42F, .40F, corner},
        {.85F, .55F},
        {.90F, .82F},
        {.50F, 1.0F},
        {.05F, .88F}}},
      // A small loop at the waist.
      {{{.12F, .15F},
        {.50F, .00F},
        {.84F, .20F},
        {.50F, .44F},
        {.34F, .48F},
        {.50F, .52F},
        {.92F, .72F},
        {.65F, .98F},
        {.10F, .92F}}},
  };
  table[4] = {
      // Open, angular.
      {{{.22F, .00F}, {.06F, .52F, corner}, {.96F, .56F}},
       {{.75F, .08F}, {.72F, .55F}, {.70F, 1.0F}}},
      // Closed.
      {{{.70F, .00F}, {.03F, .65F, corner}, {1.0F, .65F}},
       {{.70F, .00F}, {.70F, .50F}, {.70F, 1.0F}}},
      // Open, rounded.
      {{{.14F, .02F}, {.08F, .38F}, {.38F, .55F}, {.86F, .42F}},
       {{.90F, .00F}, {.82F, .50F}, {.76F, 1.0F}}},
      // Closed, in one stroke, close to a 9.
      {{{.78F, 1.0F},
        {.80F, .50F},
        {.82F, .02F, corner},
        {.40F, .22F},
        {.08F, .52F, corner},
        {.50F, .55F},
        {.96F, .52F}}},
  };
  table[5] = {
      // In one stroke from the right.
      {{{.90F, .02F, corner},
        {.25F, .02F, corner},
        {.18F, .42F, corner},
        {.55F, .36F},
        {.92F, .60F},
        {.75F, .92F},
        {.35F, 1.0F},
        {.03F, .88F}}},
      // The bar drawn last.
      {{{.25F, .06F}, {.16F, .46F, corner}, {.58F, .40F}, {.90F, .68F}, {.60F, .98F}, {.05F, .92F}},
       {{.26F, .05F}, {.96F, .00F}}},
      // Close to an s.
      {{{.90F, .08F},
        {.50F, .02F},
        {.15F, .20F},
        {.35F, .42F},
        {.75F, .55F},
        {.88F, .78F},
        {.50F, 1.0F},
        {.05F, .90F}}},
  };
  table[6] = {
      // A bent stem.
      {{{.75F, .00F},
        {.35F, .25F},
        {.08F, .62F},
        {.20F, .93F},
        {.55F, 1.0F},
        {.88F, .80F},
        {.75F, .55F},
        {.40F, .52F},
        {.12F, .72F}}},
      // A straight stem.
      {{{.55F, .00F},
        {.20F, .40F},
        {.05F, .75F},
        {.35F, 1.0F},
        {.80F, .90F},
        {.85F, .65F},
        {.50F, .55F},
        {.10F, .75F}}},
      // A curled top.
      {{{.88F, .14F},
        {.60F, .00F},
        {.20F, .30F},
        {.05F, .70F},
        {.30F, .98F},
        {.75F, .92F},
        {.85F, .65F},
        {.50F, .50F},
        {.15F, .65F}}},
  };
  table[7] = {
      // Two straight lines.
      {{{.03F, .04F}, {.95F, .04F, corner}, {.65F, .55F}, {.40F, 1.0F}}},
      // A bent stem.
      {{{.03F, .12F}, {.50F, .05F}, {.92F, .05F, corner}, {.55F, .50F}, {.42F, 1.0F}}},
      // With a bar.
      {{{.03F, .04F}, {.95F, .04F, corner}, {.62F, .52F}, {.40F, 1.0F}},
       {{.28F, .52F}, {.90F, .49F}}},
      // With a serif.
      {{{.05F, .22F}, {.06F, .03F, corner}, {.95F, .03F, corner}, {.52F, .50F}, {.38F, 1.0F}}},
  };
  table[8] = {
      // In one stroke, crossing.
      {{{.80F, .12F},
        {.45F, .00F},
        {.12F, .20F},
        {.40F, .44F},
        {.82F, .66F},
        {.85F, .90F},
        {.50F, 1.0F},
        {.12F, .88F},
        {.20F, .62F},
        {.55F, .45F},
        {.88F, .22F},
        {.72F, .06F}}},
      // Two rings.
      {{{.50F, .00F},
        {.20F, .10F},
        {.20F, .36F},
        {.50F, .47F},
        {.80F, .36F},
        {.80F, .10F},
        {.48F, .00F}},
       {{.50F, .47F},
        {.14F, .60F},
        {.12F, .88F},
        {.50F, 1.0F},
        {.88F, .88F},
        {.86F, .60F},
        {.48F, .47F}}},
      // Open at the top.
      {{{.92F, .06F},
        {.50F, .00F},
        {.15F, .20F},
        {.50F, .47F},
        {.86F, .76F},
        {.50F, 1.0F},
        {.12F, .78F},
        {.45F, .50F},
        {.84F, .16F}}},
  };
  table[9] = {
      // A bent stem.
      {{{.85F, .20F},
        {.50F, .00F},
        {.10F, .22F},
        {.25F, .48F},
        {.62F, .46F},
        {.88F, .15F},
        {.86F, .55F},
        {.72F, 1.0F}}},
      // A straight stem.
      {{{.85F, .08F},
        {.45F, .00F},
        {.08F, .25F},
        {.30F, .50F},
        {.70F, .42F},
        {.88F, .10F, corner},
        {.86F, .55F},
        {.84F, 1.0F}}},
      // A curled foot.
      {{{.86F, .18F},
        {.48F, .00F},
        {.10F, .22F},
        {.30F, .50F},
        {.70F, .42F},
        {.88F, .16F},
        {.88F, .60F},
        {.65F, .97F},
        {.18F, .94F}}},
  };
  return table;
}

}  // namespace

const std::vector<Glyph>& glyphs_of(std::int64_t digit) {
  static const GlyphTable table = make_glyphs();
  return table.at(static_cast<std::size_t>(digit));
}

}  // namespace plumb
