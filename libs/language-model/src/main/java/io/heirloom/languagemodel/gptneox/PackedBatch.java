package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of tokens one after the other, shortest first, without padding: N tokens of B rows. All
 * tensors are int64.
 *
 * @param order which of the given rows is packed first, second and so on
 * @param tokens [N]
 * @param last [B]: where each row's last token is packed, in the order of packing
 * @param packing how rows are packed and grouped, as gpt-neox.torchscript explains
 */
record PackedBatch(int[] order, NDArray tokens, NDArray last, NDList packing) {
  /**
   * A row of up to this factor times the shortest row of its group, and so many tokens more, fits.
   */
  private static final double LONGER = 1.5;

  private static final int TOKENS_MORE = 8;

  /**
   * Joins rows.
   *
   * @param rows each with one token or more
   * @param vocabulary which tokens there are, and their numbers in the embedding
   */
  static PackedBatch of(NDManager manager, List<int[]> rows, Vocabulary vocabulary) {
    int[] order = shortestFirst(rows);
    List<int[]> packed = Arrays.stream(order).mapToObj(rows::get).toList();
    int all = rows.stream().mapToInt(row -> row.length).reduce(0, Math::addExact);
    long[] tokens = new long[all];
    long[] positions = new long[all];
    long[] last = new long[order.length];
    int next = 0;
    for (int i = 0; i < order.length; i++) {
      int[] row = packed.get(i);
      for (int j = 0; j < row.length; j++) {
        tokens[next] = vocabulary.number(row[j]);
        positions[next] = j;
        next++;
      }
      last[i] = next - 1;
    }
    NDList packing = new NDList(manager.create(positions));
    groups(packed).forEach(group -> addGroup(manager, group, packing));
    return new PackedBatch(order, manager.create(tokens), manager.create(last), packing);
  }

  private static int[] shortestFirst(List<int[]> rows) {
    return IntStream.range(0, rows.size())
        .peek(row -> requireToken(rows, row))
        .boxed()
        .sorted(Comparator.comparingInt(row -> rows.get(row).length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void requireToken(List<int[]> rows, int row) {
    if (rows.get(row).length == 0) {
      throw new IllegalArgumentException("row " + row + " of the batch has no token");
    }
  }

  private static List<List<int[]>> groups(List<int[]> shortestFirst) {
    List<List<int[]>> groups = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= shortestFirst.size(); to++) {
      int longest = (int) (shortestFirst.get(from).length * LONGER) + TOKENS_MORE;
      if (to == shortestFirst.size() || shortestFirst.get(to).length > longest) {
        groups.add(shortestFirst.subList(from, to));
        from = to;
      }
    }
    return groups;
  }

  private static void addGroup(NDManager manager, List<int[]> group, NDList packing) {
    int longest = group.get(group.size() - 1).length;
    long[] places = new long[group.stream().mapToInt(row -> row.length).sum()];
    long[] sources = new long[Math.multiplyExact(group.size(), longest)];
    int next = 0;
    for (int i = 0; i < group.size(); i++) {
      for (int j = 0; j < group.get(i).length; j++) {
        places[next] = (long) i * longest + j;
        sources[i * longest + j] = next;
        next++;
      }
    }
    packing.add(manager.create(places));
    packing.add(manager.create(sources, new Shape(group.size(), longest)));
  }

  /** Gives what stands in the order of packing back in the order of the given rows. */
  <T> T[] asGiven(T[] packed) {
    T[] given = packed.clone();
    for (int i = 0; i < given.length; i++) {
      given[order[i]] = packed[i];
    }
    return given;
  }

  /** The same of numbers. */
  float[] asGiven(float[] packed) {
    float[] given = packed.clone();
    for (int i = 0; i < given.length; i++) {
      given[order[i]] = packed[i];
    }
    return given;
  }

  /** Gives what stands in the order of the given rows in the order of packing. */
  float[][] asPacked(float[][] given) {
    return Arrays.stream(order).mapToObj(row -> given[row]).toArray(float[][]::new);
  }
}
