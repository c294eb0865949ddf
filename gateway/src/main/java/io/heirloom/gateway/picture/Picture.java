package io.heirloom.gateway.picture;

import io.heirloom.lineage.InvalidInputException;

/**
 * Something a report shows, drawn as vector graphics. Roles differ in lightness and in shape or
 * line as well as in colour, so that a picture can be read in grey. What is not known leaves a gap.
 */
public sealed interface Picture permits Bars, Curves, Grid, TradeOff {
  /** The most panels that a picture has. */
  int MOST_PANELS = 12;

  /** What it shows, for those who cannot see it; it is not drawn. */
  String title();

  /**
   * An {@code svg} element to stand in a page as it is: it refers to nothing outside itself, styles
   * nothing around it and takes over the page's font. The same picture gives the same text.
   *
   * @param id one that no other picture of the page has; its own ids begin with it
   * @throws InvalidInputException if the id has other characters than letters, digits and hyphens
   */
  String svg(String id);
}
