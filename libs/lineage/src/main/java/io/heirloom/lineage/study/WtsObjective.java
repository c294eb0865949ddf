package io.heirloom.lineage.study;

/** How the strong model learns from weak labels. */
public enum WtsObjective {
  /** Cross-entropy with the weak labels. */
  WTS_NAIVE("WTS-Naive"),
  /** The auxiliary-confidence loss (Eq. 1). */
  WTS_AUX("WTS-Aux");

  private final String title;

  WtsObjective(String title) {
    this.title = title;
  }

  /** As the paper writes it. */
  public String title() {
    return title;
  }
}
