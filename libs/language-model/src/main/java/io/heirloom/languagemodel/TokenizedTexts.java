package io.heirloom.languagemodel;

import java.util.BitSet;
import java.util.List;

/** Texts as a model reads them. */
public final class TokenizedTexts {
  private final List<int[]> rows;
  private final BitSet cut;

  /**
   * @param rows tokens of each text
   * @param cut which texts had more; not copied
   */
  TokenizedTexts(List<int[]> rows, BitSet cut) {
    this.rows = List.copyOf(rows);
    this.cut = cut;
  }

  /** Tokens of each text, one or more. */
  public List<int[]> rows() {
    return rows;
  }

  /** Whether a text has more tokens than are in its row. */
  public boolean isCut(int text) {
    return cut.get(text);
  }

  /** How many texts have more tokens than are in their rows. */
  public int cutRows() {
    return cut.cardinality();
  }
}
