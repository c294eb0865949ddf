package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdversarialSplitTest {
  private static final OptionalInt ALL = OptionalInt.empty();

  @Test
  void eachTaskIsCutFortyFortyTwentyWithAlikeSharesForValidation() {
    List<Triplet> triplets = triplets(Task.SST2, 1_000, 1);
    triplets.addAll(triplets(Task.RTE, 500, 1));
    AdversarialSplit split = AdversarialSplit.of(triplets, ALL, 0);
    assertThat(sizes(split)).containsExactly(570, 30, 570, 30, 300);
    assertThat(split.test().stream().filter(row -> row.task() == Task.RTE)).hasSize(100);
    assertThat(rows(split)).containsExactlyInAnyOrderElementsOf(triplets);
  }

  @Test
  void allRecordsOfOneCleanTextAreInOneRole() {
    AdversarialSplit split = AdversarialSplit.of(triplets(Task.SST2, 50, 18), ALL, 1);
    assertThat(rows(split)).hasSize(900);
    Set<Integer> seen = new HashSet<>();
    for (List<Triplet> role : roles(split)) {
      Set<Integer> sources = role.stream().map(Triplet::sourceRow).collect(Collectors.toSet());
      assertThat(seen).doesNotContainAnyElementsOf(sources);
      seen.addAll(sources);
    }
    assertThat(seen).hasSize(50);
  }

  @Test
  void sourcesAreJoinedByTextAcrossFilesAndByRowWithinOne() {
    List<Triplet> triplets =
        List.of(
            triplet("the U . S . won", "a", 1),
            triplet("The U.S. won", "b", 5),
            triplet("the us has won", "b", 5),
            triplet("something else", "b", 1));
    Sources sources = Sources.of(triplets);
    assertThat(sources.group(1)).isEqualTo(sources.group(0));
    assertThat(sources.group(2)).isEqualTo(sources.group(0));
    assertThat(sources.group(3)).isNotEqualTo(sources.group(0));
  }

  private static Triplet triplet(String clean, String file, int row) {
    return new Triplet(
        Task.SST2, Optional.of(List.of(clean)), List.of("x"), 0, Optional.empty(), file, row);
  }

  @Test
  void recordsWithoutCleanTextServeTestsOnly() {
    List<Triplet> triplets = triplets(Task.SST2, 100, 1);
    for (int row = 0; row < 10; row++) {
      triplets.add(
          new Triplet(
              Task.QQP,
              Optional.empty(),
              List.of("written", "by hand " + row),
              0,
              Optional.empty(),
              "file",
              row));
    }
    AdversarialSplit split = AdversarialSplit.of(triplets, ALL, 0);
    assertThat(sizes(split)).containsExactly(38, 2, 38, 2, 30);
    assertThat(split.test().stream().filter(row -> row.clean().isEmpty())).hasSize(10);
  }

  @Test
  void atMostSoManyOfEachTaskAreUsed() {
    List<Triplet> triplets = triplets(Task.SST2, 300, 2);
    triplets.addAll(triplets(Task.MNLI, 50, 1));
    AdversarialSplit split = AdversarialSplit.of(triplets, OptionalInt.of(100), 0);
    assertThat(rows(split).filter(row -> row.task() == Task.SST2)).hasSize(100);
    assertThat(rows(split).filter(row -> row.task() == Task.MNLI)).hasSize(50);
    assertThatThrownBy(() -> AdversarialSplit.of(triplets, OptionalInt.of(0), 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.rows");
  }

  @Test
  void theSplitSeedAloneDecides() {
    List<Triplet> triplets = triplets(Task.SST2, 100, 3);
    OptionalInt most = OptionalInt.of(200);
    assertThat(AdversarialSplit.of(triplets, most, 3))
        .isEqualTo(AdversarialSplit.of(triplets, most, 3))
        .isNotEqualTo(AdversarialSplit.of(triplets, most, 4));
  }

  @Test
  void aTaskWithTooFewCleanTextsIsRefused() {
    assertThatThrownBy(() -> AdversarialSplit.of(triplets(Task.QNLI, 2, 10), ALL, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("qnli")
        .hasMessageContaining("20 rows of 2 different texts");
  }

  private static List<Triplet> triplets(Task task, int sources, int ofEach) {
    List<Triplet> triplets = new ArrayList<>();
    for (int record = 0; record < sources * ofEach; record++) {
      int source = record % sources;
      List<String> clean = task.fields().stream().map(field -> field + source).toList();
      String attacked = "attacked " + record;
      List<String> adversarial = task.fields().stream().map(field -> attacked).toList();
      triplets.add(
          new Triplet(task, Optional.of(clean), adversarial, 0, Optional.empty(), "f", source));
    }
    return triplets;
  }

  private static List<List<Triplet>> roles(AdversarialSplit split) {
    return List.of(
        split.weak(),
        split.weakValidation(),
        split.heldOut(),
        split.heldOutValidation(),
        split.test());
  }

  private static List<Integer> sizes(AdversarialSplit split) {
    return roles(split).stream().map(List::size).toList();
  }

  private static Stream<Triplet> rows(AdversarialSplit split) {
    return roles(split).stream().flatMap(List::stream);
  }
}
