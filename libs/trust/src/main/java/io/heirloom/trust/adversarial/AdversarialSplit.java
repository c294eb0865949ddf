package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.grouping.GroupedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Triplets in their roles: of each task 40 % for the weak model, 40 % held out for weak labels, 20
 * % for tests; 5 % of each of the first two are kept for validation. All records of one clean text
 * are in one role, those without a clean text for tests.
 *
 * @param weak the weak model's training rows
 * @param weakValidation kept aside from them
 * @param heldOut the rows the weak model labels and the strong model learns from
 * @param heldOutValidation kept aside from them
 * @param test what models are judged on; some may have no clean text
 */
record AdversarialSplit(
    List<Triplet> weak,
    List<Triplet> weakValidation,
    List<Triplet> heldOut,
    List<Triplet> heldOutValidation,
    List<Triplet> test) {
  private static final double[] PARTS = {0.4, 0.4, 0.2};
  private static final double[] TRAINING_AND_VALIDATION = {0.95, 0.05};
  private static final int ROLES = 5;
  private static final int TEST = 4;

  AdversarialSplit {
    weak = List.copyOf(weak);
    weakValidation = List.copyOf(weakValidation);
    heldOut = List.copyOf(heldOut);
    heldOutValidation = List.copyOf(heldOutValidation);
    test = List.copyOf(test);
  }

  /**
   * Splits triplets, task by task.
   *
   * @param mostPerTask how many of each task to use, drawn by the split seed; empty, or more than
   *     there are: all
   * @throws InvalidInputException if a task has clean texts, but too few for all roles
   */
  static AdversarialSplit of(List<Triplet> triplets, OptionalInt mostPerTask, long splitSeed) {
    if (mostPerTask.isPresent() && mostPerTask.getAsInt() < 1) {
      throw new InvalidInputException("data.rows", mostPerTask.getAsInt(), "1 or more");
    }
    Sources sources = Sources.of(triplets);
    List<List<Triplet>> roles = new ArrayList<>();
    for (int role = 0; role < ROLES; role++) {
      roles.add(new ArrayList<>());
    }
    for (Task task : Task.values()) {
      int[] drawn = drawn(task, triplets, mostPerTask, splitSeed);
      int[] attacked = where(drawn, row -> triplets.get(row).clean().isPresent());
      if (attacked.length > 0) {
        List<int[]> cut = cut("data: " + task.word(), attacked, sources, splitSeed);
        for (int role = 0; role < ROLES; role++) {
          add(roles.get(role), cut.get(role), triplets);
        }
      }
      add(roles.get(TEST), where(drawn, row -> triplets.get(row).clean().isEmpty()), triplets);
    }
    return new AdversarialSplit(
        roles.get(0), roles.get(1), roles.get(2), roles.get(3), roles.get(TEST));
  }

  /**
   * The same with fewer tests.
   *
   * @param mostPerTask how many of each task to use, drawn by the split seed; empty, or more than
   *     there are: all
   */
  AdversarialSplit withTests(OptionalInt mostPerTask, long splitSeed) {
    List<Triplet> drawn = new ArrayList<>();
    for (Task task : Task.values()) {
      int[] rows = drawn(task, test, mostPerTask, splitSeed);
      Arrays.sort(rows);
      add(drawn, rows, test);
    }
    return new AdversarialSplit(weak, weakValidation, heldOut, heldOutValidation, drawn);
  }

  /** All triplets kept for validation, the weak model's first. */
  List<Triplet> validation() {
    return Stream.concat(weakValidation.stream(), heldOutValidation.stream()).toList();
  }

  private static List<int[]> cut(String field, int[] rows, Sources sources, long splitSeed) {
    List<int[]> parts = GroupedRows.cut(field, rows, sources::group, splitSeed, PARTS);
    List<int[]> roles = new ArrayList<>();
    for (int[] training : parts.subList(0, 2)) {
      roles.addAll(
          GroupedRows.cut(field, training, sources::group, splitSeed, TRAINING_AND_VALIDATION));
    }
    roles.add(parts.get(2));
    return roles;
  }

  private static int[] drawn(
      Task task, List<Triplet> triplets, OptionalInt mostPerTask, long splitSeed) {
    int[] rows =
        IntStream.range(0, triplets.size())
            .filter(row -> triplets.get(row).task() == task)
            .toArray();
    int wanted = Math.min(mostPerTask.orElse(rows.length), rows.length);
    return Arrays.stream(GroupedRows.draw(rows.length, wanted, splitSeed))
        .map(index -> rows[index])
        .toArray();
  }

  private static int[] where(int[] rows, IntPredicate condition) {
    return Arrays.stream(rows).filter(condition).toArray();
  }

  private static void add(List<Triplet> part, int[] rows, List<Triplet> triplets) {
    for (int row : rows) {
      part.add(triplets.get(row));
    }
  }
}
