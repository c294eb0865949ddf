package io.heirloom.trust.grouping;

import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows cut into parts such that rows that belong together, as copies of one sentence do, are never
 * parted. The split seed alone decides.
 */
public final class GroupedRows {
  private static final int ROWS = 1;
  private static final int GROUPS = 2;

  private GroupedRows() {}

  /**
   * Draws rows, each as likely as any other.
   *
   * @param available how many there are
   * @param wanted how many to draw, 0 to {@code available}
   * @return indices from 0 to {@code available - 1}, in the order drawn
   */
  public static int[] draw(int available, int wanted, long splitSeed) {
    return Arrays.copyOf(SeededOrder.of(available, splitSeed, ROWS), wanted);
  }

  /**
   * Cuts rows into parts. Groups are put in an order drawn by the split seed and cut where the
   * shares of the rows end, to the nearest border between two groups; every part has a group at
   * least.
   *
   * @param field names the rows, for the message
   * @param groupOf what a row has in common with all others of its group, and with no other
   * @param shares of the rows in each part, above 0, summing to 1
   * @return the rows of each part, groups after one another
   * @throws InvalidInputException if there are fewer groups than parts
   */
  public static List<int[]> cut(
      String field, int[] rows, IntFunction<?> groupOf, long splitSeed, double... shares) {
    List<int[]> groups = groups(rows, groupOf);
    if (groups.size() < shares.length) {
      throw new InvalidInputException(
          field,
          rows.length + " rows of " + groups.size() + " different texts",
          shares.length + " different texts or more, one for each part");
    }
    List<int[]> shuffled =
        Arrays.stream(SeededOrder.of(groups.size(), splitSeed, GROUPS))
            .mapToObj(groups::get)
            .toList();
    int[] borders = borders(shuffled, shares);
    return IntStream.range(0, shares.length)
        .mapToObj(part -> shuffled.subList(borders[part], borders[part + 1]))
        .map(GroupedRows::joined)
        .toList();
  }

  private static List<int[]> groups(int[] rows, IntFunction<?> groupOf) {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int row : rows) {
      groups.computeIfAbsent(groupOf.apply(row), group -> new ArrayList<>()).add(row);
    }
    return groups.values().stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  /** Before which group each part begins, and after which the last one ends. */
  private static int[] borders(List<int[]> groups, double[] shares) {
    int[] rowsBefore = new int[groups.size() + 1];
    for (int group = 0; group < groups.size(); group++) {
      rowsBefore[group + 1] = rowsBefore[group] + groups.get(group).length;
    }
    int[] borders = new int[shares.length + 1];
    double share = 0;
    for (int part = 1; part < shares.length; part++) {
      share += shares[part - 1];
      long wanted = Math.round(share * rowsBefore[groups.size()]);
      int border = borders[part - 1] + 1;
      int last = groups.size() - (shares.length - part);
      while (border < last
          && Math.abs(rowsBefore[border + 1] - wanted) < Math.abs(rowsBefore[border] - wanted)) {
        border++;
      }
      borders[part] = border;
    }
    borders[shares.length] = groups.size();
    return borders;
  }

  private static int[] joined(Collection<int[]> groups) {
    return groups.stream().flatMapToInt(Arrays::stream).toArray();
  }
}
