package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.trust.Mirror;
import io.heirloom.trust.data.DataFile;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real attacks. */
class PublishedTripletsTest {
  private static final String ADVGLUE = "advglue-dev-annotated.json";
  private static final List<String> FILES =
      List.of(
          ADVGLUE,
          "aeon.json.gz",
          "charbert-qnli.json.gz",
          "promptattack.json.gz",
          "textattack-mr.json.gz",
          "textfooler-mnli.json.gz");

  @Test
  void advGlueHasTheRecordsItIsKnownFor() {
    Triplets advGlue = read(List.of(ADVGLUE));
    assertThat(perTask(advGlue.triplets()))
        .isEqualTo(
            Map.of(
                Task.SST2,
                147L,
                Task.QQP,
                76L,
                Task.MNLI,
                121L,
                Task.MNLI_MM,
                162L,
                Task.QNLI,
                148L,
                Task.RTE,
                81L));
    assertThat(advGlue.triplets().stream().filter(row -> row.clean().isEmpty())).hasSize(82);
    // One sentence differs from its original by a blank at the end; two methods made the same text
    // of two questions.
    assertThat(advGlue.unchanged()).isEqualTo(1);
    assertThat(advGlue.repeated()).isEqualTo(2);
  }

  @Test
  void unchangedRepeatedAndOtherRecordsAreLeftOut() {
    Triplets promptAttack = read(List.of("promptattack.json.gz"));
    assertThat(promptAttack.unchanged()).isEqualTo(331);
    assertThat(promptAttack.repeated()).isEqualTo(522);
    assertThat(promptAttack.triplets()).hasSize(15_696 + 4_986 - 331 - 522);
    assertThat(read(List.of("textattack-mr.json.gz")))
        .isEqualTo(new Triplets(List.of(), 0, 0, 0, 6_307));
  }

  @Test
  void allFilesTogetherHaveWhatTheyHaveAlone() {
    Triplets all = read(FILES);
    assertThat(perTask(all.triplets()))
        .containsEntry(Task.QQP, 825L + 76)
        .containsEntry(Task.MNLI, 1_102L + 815 + 121)
        .containsEntry(Task.MNLI_MM, 162L)
        .containsEntry(Task.QNLI, 5_463L + 148);
    assertThat(all.uncut()).isZero();
  }

  @Test
  void sourcesAreTheRowsOfTheDevelopmentSets() {
    List<Triplet> triplets = read(FILES).triplets();
    Sources sources = Sources.of(triplets);
    Map<Task, Set<Integer>> groups = new EnumMap<>(Task.class);
    for (int row = 0; row < triplets.size(); row++) {
      if (triplets.get(row).clean().isPresent()) {
        groups
            .computeIfAbsent(triplets.get(row).task(), task -> new HashSet<>())
            .add(sources.group(row));
      }
    }
    assertThat(groups.get(Task.SST2)).hasSize(872);
    assertThat(groups.get(Task.QNLI)).hasSize(5_463);
  }

  @Test
  void everyTaskIsInEveryRole() {
    List<Triplet> triplets = read(FILES).triplets();
    AdversarialSplit split = AdversarialSplit.of(triplets, OptionalInt.empty(), 0);
    for (List<Triplet> role :
        List.of(
            split.weak(),
            split.weakValidation(),
            split.heldOut(),
            split.heldOutValidation(),
            split.test())) {
      assertThat(perTask(role)).containsOnlyKeys(Task.ofGlue().toArray(Task[]::new));
    }
    double all = triplets.size() - 82;
    assertThat(split.weak().size() / all).isBetween(0.375, 0.385);
    assertThat(split.heldOut().size() / all).isBetween(0.375, 0.385);
    assertThat((split.test().size() - 82) / all).isBetween(0.195, 0.205);
  }

  private static Triplets read(List<String> names) {
    return Triplets.read(names.stream().map(PublishedTripletsTest::file).toList());
  }

  private static DataFile file(String name) {
    return Mirror.file("adversarial/" + name);
  }

  private static Map<Task, Long> perTask(List<Triplet> triplets) {
    return triplets.stream().collect(Collectors.groupingBy(Triplet::task, Collectors.counting()));
  }
}
