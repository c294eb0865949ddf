package io.heirloom.gateway.picture;

import io.heirloom.gateway.plan.Role;

/**
 * How a role looks. The colours are Okabe and Ito's, which people with any kind of colour vision
 * tell apart (https://jfly.uni-koeln.de/color), chosen so that they also differ in grey.
 *
 * @param shape of a point, by ggplot2's numbers
 * @param line its type
 */
record Look(String colour, int shape, String line) {
  static Look of(Role role) {
    return switch (role) {
      case WEAK -> new Look("#D55E00", 24, "longdash");
      case WTS_NAIVE -> new Look("#56B4E9", 21, "dashed");
      case WTS_AUX -> new Look("#0072B2", 22, "solid");
      case CEILING -> new Look("#000000", 23, "dotted");
    };
  }
}
