package io.heirloom.gateway.report.page;

import io.heirloom.gateway.picture.Picture;
import io.heirloom.gateway.report.ReportTable;
import io.quarkus.qute.RawString;

/** Draws the pictures of one page, each with an id of its own. */
final class Album {
  private int drawn;

  /**
   * A picture with its title as caption.
   *
   * @param numbers what it is drawn from
   */
  Page.Figure figure(Picture picture, ReportTable numbers) {
    drawn++;
    return new Page.Figure(picture.title(), new RawString(picture.svg("figure-" + drawn)), numbers);
  }
}
