package io.heirloom.trust.ood;

import java.util.List;

/**
 * DecodingTrust's styles of SST-2's development set.
 *
 * @param base the sentences as they were
 * @param styled all of them in each style: style by style as in the file, by source within each
 */
record Styles(List<Sentence> base, List<StyledSentence> styled) {
  Styles {
    base = List.copyOf(base);
    styled = List.copyOf(styled);
  }
}
