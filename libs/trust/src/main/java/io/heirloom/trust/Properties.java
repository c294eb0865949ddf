package io.heirloom.trust;

import io.heirloom.lineage.InvalidInputException;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The properties that can be studied: those that are named as services, so that a new one is a
 * package of its own and a line in {@code META-INF/services}.
 */
public final class Properties {
  private final List<Property> known;

  /** All there are on the class path. */
  public Properties() {
    this.known =
        ServiceLoader.load(Property.class, Property.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Property::name))
            .toList();
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
