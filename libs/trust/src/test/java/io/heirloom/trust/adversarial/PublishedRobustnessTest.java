package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Mirror;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.classification.ClassificationTask;
import io.heirloom.trust.classification.Example;
import io.heirloom.trust.data.DataLibrary;
import io.heirloom.trust.data.DataLibrarySettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The property on the named sets. */
class PublishedRobustnessTest {
  @TempDir Path cache;

  private final AdversarialRobustness property = new AdversarialRobustness();
  private Path mirror;

  @BeforeEach
  void findMirror() {
    mirror = Mirror.folder("adversarial/advglue-dev-annotated.json");
  }

  @Test
  void everyTaskOfTheGatheredAttacksIsAPartOfItsOwn() {
    TrustTask whole = task("glue-attacks", Map.of(), 2000);
    List<Study.Part> parts = property.parts(whole);
    assertThat(parts)
        .extracting(Study.Part::title)
        .containsExactly("sst2", "qqp", "mnli", "mnli-mm", "qnli", "rte");
    for (Study.Part part : parts) {
      ClassificationTask<?> task = open(part.task());
      Set<String> learnt = new HashSet<>(Example.texts(task.weak()));
      assertThat(learnt).doesNotContainAnyElementsOf(Example.texts(task.heldOut()));
      learnt.addAll(Example.texts(task.heldOut()));
      assertThat(Example.texts(task.judged().test())).doesNotContainAnyElementsOf(learnt);
      assertThat(Example.texts(task.judged().validation()))
          .doesNotContainAnyElementsOf(learnt)
          .doesNotContainAnyElementsOf(Example.texts(task.judged().test()));
      assertThat(task.weak().size() + task.weakValidation().size())
          .as(part.title())
          .isLessThanOrEqualTo(850);
      for (Evaluate.Rows on : Evaluate.Rows.values()) {
        assertThat(task.judged().on(on))
            .extracting(row -> JudgedText.Kind.ofGroup(row.group()).adversarial())
            .contains(true, false);
      }
      assertThat(task.judged().test()).allMatch(row -> row.label() < task.classes());
    }
  }

  @Test
  void aModelAnswersPartsOfAdvGlue() {
    List<Study.Part> parts = property.parts(task("advglue", Map.of("tasks", "rte,mnli-mm"), 200));
    List<ScoredRows> answers = parts.stream().map(part -> judged(open(part.task()))).toList();
    assertThat(property.measure(ScoredRows.ofParts(answers)))
        .containsKeys("robust_accuracy", "accuracy", "robust_accuracy_mnli_mm", "accuracy_rte");
  }

  @Test
  void anotherSetIsRefused() {
    Mirror.file("fairness/adult.data");
    TrustTask adult = task("adult", Map.of(), 200);
    assertThatThrownBy(() -> open(adult))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("JSON as AdvGLUE publishes it");
  }

  private static ScoredRows judged(ClassificationTask<?> task) {
    try (TinyModel model = TinyModel.drawn(task.classes())) {
      return task.judge(
          Evaluate.Model.CEILING,
          Evaluate.Rows.TEST,
          0,
          task.judgedRows(Evaluate.Model.CEILING, Evaluate.Rows.TEST),
          model);
    }
  }

  private ClassificationTask<?> open(TrustTask task) {
    return (ClassificationTask<?>) property.open(task, library(), Optional.of(mirror));
  }

  private TrustTask task(String set, Map<String, String> settings, int rows) {
    return new TrustTask(
        property.name(),
        new TreeMap<>(settings),
        library().pin(set, OptionalInt.of(rows), OptionalInt.empty(), 1, Optional.of(mirror)));
  }

  private DataLibrary library() {
    return new DataLibrary(
        new DataLibrarySettings(cache, Optional.empty(), AllowedFolders.ANYWHERE, true));
  }
}
