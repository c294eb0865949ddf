package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.util.List;

/** The properties that can be studied. */
public final class Properties {
  private final List<Property> known;

  /** All there are. */
  public Properties() {
    this.known = List.of();
  }

  /**
   * The property a study names.
   *
   * @throws InvalidInputException if there is none of that name
   */
  public Property named(String name) {
    return known.stream()
        .filter(property -> property.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("property", name, String.join(", ", names())));
  }

  /** Their names. */
  public List<String> names() {
    return known.stream().map(Property::name).toList();
  }
}
