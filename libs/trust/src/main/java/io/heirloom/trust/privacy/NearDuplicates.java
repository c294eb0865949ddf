package io.heirloom.trust.privacy;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.MinHashVersion;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHasher;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Texts that say nearly the same, so that no text a model learns from stands, slightly changed,
 * among those it has never seen.
 *
 * <p>Two texts are near-duplicates if the Jaccard similarity of their {@link Shingles} is {@link
 * #THRESHOLD} or more; near-duplicates of near-duplicates are one cluster. Candidates are found by
 * MinHash and banding (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of massive datasets",
 * section 3.4) and confirmed by the similarity itself: what is joined is similar for certain, while
 * a pair at the threshold is overlooked once in 3,000 times, one of similarity .6 once in a
 * million. The same texts in the same order always give the same clusters.
 */
final class NearDuplicates {
  /**
   * Half of what either says. At this similarity the pairs in the mail of Enron are still the same
   * thread with another line above, or the same form filled in anew; below it they are texts of a
   * few words that share a heading. Leaving out too much costs rows, too little the measurement.
   */
  static final double THRESHOLD = 0.5;

  // (1 - THRESHOLD^3)^60 = 1 / 3,000 is what is overlooked.
  private static final int BANDS = 60;
  private static final int HASHES_PER_BAND = 3;
  private static final int BITS_PER_HASH = 21;
  private static final SimilarityHashPolicy MIN_HASH =
      SimilarityHashing.minHash(BANDS * HASHES_PER_BAND, BITS_PER_HASH, MinHashVersion.V1);

  private final List<Shingles> texts;
  private final int[] parents;

  private NearDuplicates(List<Shingles> texts) {
    this.texts = texts;
    this.parents = IntStream.range(0, texts.size()).toArray();
  }

  /**
   * Which texts to keep: of each cluster the first.
   *
   * @return their indices, ascending
   */
  static int[] kept(List<String> texts) {
    int[] firsts = firsts(texts);
    return IntStream.range(0, firsts.length).filter(index -> firsts[index] == index).toArray();
  }

  /**
   * The clusters of some texts.
   *
   * @return for each text the index of the first of its cluster: its own if it is that
   */
  static int[] firsts(List<String> texts) {
    NearDuplicates duplicates = new NearDuplicates(texts.stream().map(Shingles::of).toList());
    duplicates.joinCandidates();
    return IntStream.range(0, texts.size()).map(duplicates::first).toArray();
  }

  private void joinCandidates() {
    long[][] bands = bands();
    for (int band = 0; band < BANDS; band++) {
      Map<Long, List<Integer>> candidates = new LinkedHashMap<>();
      for (int text = 0; text < bands.length; text++) {
        candidates.computeIfAbsent(bands[text][band], key -> new ArrayList<>()).add(text);
      }
      candidates.values().forEach(this::join);
    }
  }

  private long[][] bands() {
    SimilarityHasher hasher = MIN_HASH.createHasher();
    return texts.stream()
        .map(text -> bands(hasher.compute(ElementHashProvider.ofValues(text.hashes()))))
        .toArray(long[][]::new);
  }

  private static long[] bands(byte[] signature) {
    long[] bands = new long[BANDS];
    for (int hash = 0; hash < BANDS * HASHES_PER_BAND; hash++) {
      int band = hash / HASHES_PER_BAND;
      bands[band] = bands[band] << BITS_PER_HASH | MIN_HASH.getComponent(signature, hash);
    }
    return bands;
  }

  /** Joins the clusters of those candidates that are similar, without comparing any in one. */
  private void join(List<Integer> candidates) {
    List<List<Integer>> apart = new ArrayList<>();
    for (List<Integer> next : byCluster(candidates)) {
      List<Integer> home = next;
      for (Iterator<List<Integer>> others = apart.iterator(); others.hasNext(); ) {
        List<Integer> other = others.next();
        if (anySimilar(other, next)) {
          unite(other.get(0), home.get(0));
          if (home == next) {
            other.addAll(next);
            home = other;
          } else {
            home.addAll(other);
            others.remove();
          }
        }
      }
      if (home == next) {
        apart.add(next);
      }
    }
  }

  private Collection<List<Integer>> byCluster(List<Integer> candidates) {
    Map<Integer, List<Integer>> clusters = new LinkedHashMap<>();
    for (int text : candidates) {
      clusters.computeIfAbsent(first(text), key -> new ArrayList<>()).add(text);
    }
    return clusters.values();
  }

  private boolean anySimilar(List<Integer> these, List<Integer> those) {
    for (int one : these) {
      for (int other : those) {
        if (texts.get(one).similarity(texts.get(other)) >= THRESHOLD) {
          return true;
        }
      }
    }
    return false;
  }

  private void unite(int left, int right) {
    int first = first(left);
    int second = first(right);
    parents[Math.max(first, second)] = Math.min(first, second);
  }

  private int first(int text) {
    int first = text;
    while (parents[first] != first) {
      parents[first] = parents[parents[first]];
      first = parents[first];
    }
    return first;
  }
}
