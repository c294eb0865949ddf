package io.heirloom.trust.verdict;

import java.util.List;

/**
 * Is there weak-to-strong trust, by one metric and with one strategy?
 *
 * @param overWeak whether each weak-to-strong model is more trustworthy than the weak model
 * @param ceilingOver whether the ceiling is more trustworthy than each weak-to-strong model
 */
public record Verdict(Half overWeak, Half ceilingOver) {
  /** Whether both halves hold, as far as the data tell. */
  public Answer answer() {
    return Answer.all(List.of(overWeak.answer(), ceilingOver.answer()));
  }

  /** Whether the order of the means holds in both halves. */
  public Mark mark() {
    return Mark.all(List.of(overWeak.mark(), ceilingOver.mark()));
  }
}
