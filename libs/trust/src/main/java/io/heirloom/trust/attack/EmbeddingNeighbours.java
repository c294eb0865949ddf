package io.heirloom.trust.attack;

import io.heirloom.languagemodel.SequenceClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Neighbours in a model's own embedding space. A word's vector is the mean of the input embedding's
 * rows of its tokens, as they are in the middle of a sentence: after a blank. The finer a
 * vocabulary cuts words, the more are neighbours alike in spelling rather than in meaning, anagrams
 * above all. The model stays the caller's and has to stay open and unchanged. Not thread-safe.
 */
public final class EmbeddingNeighbours implements WordNeighbours {
  private static final int LONGEST_WORD_TOKENS = 64;
  private static final int WORDS_AT_ONCE = 4096;
  private static final Comparator<Neighbour> FARTHEST_FIRST =
      Comparator.comparingDouble(Neighbour::cosine)
          .thenComparing(Neighbour::word, Comparator.reverseOrder());

  private record Question(String word, int most) {}

  private final SequenceClassifier model;
  private final List<String> words;
  private final List<float[]> directions;
  private final Map<Question, List<Neighbour>> known = new HashMap<>();

  /**
   * The neighbours of any word among some words.
   *
   * @param words to choose from; of those that differ only in case, one is kept; stop words and
   *     what is no word are left out
   */
  public EmbeddingNeighbours(SequenceClassifier model, Collection<String> words) {
    this.model = model;
    this.words =
        words.stream()
            .map(Words::lowerCase)
            .filter(Words::mayBeChanged)
            .filter(Words::isOneWord)
            .distinct()
            .sorted()
            .toList();
    this.directions = new ArrayList<>(this.words.size());
    for (int from = 0; from < this.words.size(); from += WORDS_AT_ONCE) {
      int to = Math.min(from + WORDS_AT_ONCE, this.words.size());
      directions.addAll(directions(this.words.subList(from, to)));
    }
  }

  /** The words of some texts, in lower case. */
  public static SortedSet<String> wordsOf(Collection<String> texts) {
    SortedSet<String> words = new TreeSet<>();
    for (String text : texts) {
      Wording wording = Wording.of(text);
      for (int word = 0; word < wording.words(); word++) {
        words.add(Words.lowerCase(wording.word(word)));
      }
    }
    return words;
  }

  @Override
  public List<Neighbour> nearest(String word, int most) {
    return known.computeIfAbsent(new Question(word, most), this::search);
  }

  private List<Neighbour> search(Question question) {
    float[] direction = directions(List.of(question.word())).get(0);
    PriorityQueue<Neighbour> nearest = new PriorityQueue<>(FARTHEST_FIRST);
    for (int index = 0; index < words.size(); index++) {
      if (words.get(index).equals(question.word())) {
        continue;
      }
      nearest.add(new Neighbour(words.get(index), product(direction, directions.get(index))));
      if (nearest.size() > question.most()) {
        nearest.remove();
      }
    }
    List<Neighbour> sorted = new ArrayList<>(nearest);
    sorted.sort(Collections.reverseOrder(FARTHEST_FIRST));
    return List.copyOf(sorted);
  }

  /** The vectors of words, each of length 1, or 0 where there is none. */
  private List<float[]> directions(List<String> some) {
    List<int[]> tokens =
        model.tokenize(some.stream().map(word -> " " + word).toList(), LONGEST_WORD_TOKENS);
    List<float[]> vectors =
        Arrays.asList(
            model.network().tokenVectors(tokens.stream().flatMapToInt(Arrays::stream).toArray()));
    List<float[]> directions = new ArrayList<>(some.size());
    int next = 0;
    for (int[] row : tokens) {
      directions.add(direction(vectors.subList(next, next + row.length)));
      next += row.length;
    }
    return directions;
  }

  /** The direction of the mean is that of the sum. */
  private static float[] direction(List<float[]> vectors) {
    double[] sum = new double[vectors.get(0).length];
    for (float[] vector : vectors) {
      for (int index = 0; index < sum.length; index++) {
        sum[index] += vector[index];
      }
    }
    double square = 0;
    for (double value : sum) {
      square += value * value;
    }
    float[] direction = new float[sum.length];
    for (int index = 0; index < sum.length && square > 0; index++) {
      direction[index] = (float) (sum[index] / Math.sqrt(square));
    }
    return direction;
  }

  private static double product(float[] left, float[] right) {
    double product = 0;
    for (int index = 0; index < left.length; index++) {
      product += left[index] * right[index];
    }
    return product;
  }
}
