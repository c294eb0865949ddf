package io.heirloom.trust.attack;

import java.util.List;

/** The model under attack. Nothing but its answers is asked of it. */
public interface Victim {
  /**
   * What it makes of some texts.
   *
   * @param texts the fields of each, one text or more
   * @param working told after every few texts
   * @return the probability of each class, [texts][classes]
   */
  float[][] probabilities(List<List<String>> texts, Runnable working);
}
