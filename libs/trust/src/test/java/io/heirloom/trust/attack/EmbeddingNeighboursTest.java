package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.trust.attack.WordNeighbours.Neighbour;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class EmbeddingNeighboursTest {
  private static ToyModel model;

  @BeforeAll
  static void draw() {
    model = ToyModel.untrained();
  }

  @AfterAll
  static void close() {
    model.close();
  }

  @Test
  void cosinesAreThoseOfTheMeansOfTokenVectors() {
    List<String> words = List.of("story", "extraordinary", "good", "bad");
    List<Neighbour> nearest = neighbours(words).nearest("wonderful", 4);
    assertThat(nearest).extracting(Neighbour::word).containsExactlyInAnyOrderElementsOf(words);
    for (Neighbour neighbour : nearest) {
      assertThat(neighbour.cosine())
          .isCloseTo(cosine(mean("wonderful"), mean(neighbour.word())), within(1e-6));
    }
    assertThat(nearest.stream().map(Neighbour::cosine).map(cosine -> -cosine).toList()).isSorted();
    assertThat(neighbours(words).nearest("wonderful", 2)).isEqualTo(nearest.subList(0, 2));
  }

  @Test
  void aWordIsNotItsOwnNeighbour() {
    assertThat(neighbours(List.of("good", "story")).nearest("good", 5))
        .extracting(Neighbour::word)
        .containsExactly("story");
  }

  @Test
  void theVocabularyIsWordsThatMayBeChangedInLowerCase() {
    List<String> words = List.of("Story", "story", "STORY", "the", "42", "two words", "", "end.");
    assertThat(neighbours(words).nearest("good", 100))
        .extracting(Neighbour::word)
        .containsExactly("story");
    assertThat(neighbours(List.of()).nearest("good", 5)).isEmpty();
  }

  @Test
  void theOrderOfTheVocabularyHasNoSay() {
    List<String> words = List.of("story", "good", "bad", "poor", "film");
    List<String> otherwise = List.of("film", "poor", "story", "bad", "good");
    assertThat(neighbours(words).nearest("weak", 3))
        .isEqualTo(neighbours(otherwise).nearest("weak", 3));
  }

  @Test
  void wordsOfTextsAreInLowerCase() {
    assertThat(EmbeddingNeighbours.wordsOf(List.of("A good film.", "Good, isn't it?")))
        .containsExactly("a", "film", "good", "isn't", "it");
  }

  private static EmbeddingNeighbours neighbours(List<String> words) {
    return new EmbeddingNeighbours(model.classifier(), words);
  }

  private static double[] mean(String word) {
    int[] tokens = model.classifier().tokenize(List.of(" " + word), 100).get(0);
    double[] mean = new double[32];
    for (float[] vector : model.classifier().network().tokenVectors(tokens)) {
      for (int index = 0; index < mean.length; index++) {
        mean[index] += vector[index] / tokens.length;
      }
    }
    return mean;
  }

  private static double cosine(double[] left, double[] right) {
    return product(left, right) / Math.sqrt(product(left, left) * product(right, right));
  }

  private static double product(double[] left, double[] right) {
    double product = 0;
    for (int index = 0; index < left.length; index++) {
      product += left[index] * right[index];
    }
    return product;
  }
}
