package io.heirloom.trust.attack;

import java.util.List;
import java.util.stream.Stream;

/** Finds what may be put in a word's place. */
interface Substitutes {
  /** Candidates, none twice and each allowed; among equally good ones the first is taken. */
  List<String> of(Place place);

  /** Those of two, the first one's first. */
  static Substitutes both(Substitutes first, Substitutes second) {
    return place ->
        Stream.concat(first.of(place).stream(), second.of(place).stream()).distinct().toList();
  }
}
