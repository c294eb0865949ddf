package io.heirloom.gateway.report;

import java.util.Locale;

/** Values as readers of reports see them. */
final class Words {
  private Words() {}

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
