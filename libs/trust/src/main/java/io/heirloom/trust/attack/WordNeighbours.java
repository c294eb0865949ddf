package io.heirloom.trust.attack;

import java.util.List;

/** Words near each other in some space. */
public interface WordNeighbours {
  /** No word has a neighbour. */
  WordNeighbours NONE = (word, most) -> List.of();

  /**
   * A word near another.
   *
   * @param cosine of the angle between the two, -1 to 1
   */
  record Neighbour(String word, double cosine) {}

  /**
   * The words nearest to a word, itself left out.
   *
   * @param word in lower case
   * @param most how many at most, 1 or more
   * @return the nearest first, in lower case
   */
  List<Neighbour> nearest(String word, int most);
}
