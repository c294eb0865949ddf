package io.heirloom.lineage.study;

/**
 * Where the trustworthiness regulariser is used: the paper's three strategies of trustworthiness
 * fine-tuning (TFT).
 */
public enum Strategy {
  /** Nowhere. */
  NO_TFT("No TFT", false, false),
  /** In training the weak model. */
  WEAK_TFT("Weak TFT", true, false),
  /** In training the weak model and in weak-to-strong training. */
  WEAK_WTS_TFT("Weak+WTS TFT", true, true);

  private final String title;
  private final boolean regularisesWeak;
  private final boolean regularisesWts;

  Strategy(String title, boolean regularisesWeak, boolean regularisesWts) {
    this.title = title;
    this.regularisesWeak = regularisesWeak;
    this.regularisesWts = regularisesWts;
  }

  /** As the paper writes it. */
  public String title() {
    return title;
  }

  public boolean regularisesWeak() {
    return regularisesWeak;
  }

  public boolean regularisesWts() {
    return regularisesWts;
  }
}
