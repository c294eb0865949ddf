package io.heirloom.trust.attack;

import java.util.List;

/**
 * The word-level candidates of TextFooler (Jin et al. 2020, arXiv:1907.11932): a word's neighbours
 * that are near enough and of its part of speech, in its case, the nearest first.
 *
 * @param most how many neighbours are looked at
 * @param leastCosine how near they have to be
 */
record NeighbouringWords(
    WordNeighbours neighbours, PartsOfSpeech partsOfSpeech, int most, double leastCosine)
    implements Substitutes {
  @Override
  public List<String> of(Place place) {
    PartsOfSpeech.Role role = partsOfSpeech.role(place.sentence(), place.index());
    return neighbours.nearest(Words.lowerCase(place.word()), most).stream()
        .filter(neighbour -> neighbour.cosine() >= leastCosine)
        .map(neighbour -> Words.inCaseOf(place.word(), neighbour.word()))
        .filter(word -> Words.mayStandFor(place.word(), word))
        .filter(role::fits)
        .distinct()
        .toList();
  }
}
