package io.heirloom.gateway.export;

import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Metric;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a card tells of a checkpoint.
 *
 * @param key of the step that made it
 * @param digest of the artifact
 * @param step that made it, a {@link TrainWeak} or a {@link TrainStrong}
 * @param serves the strategies in whose table it stands; none where it was only tried in a stage
 * @param seeds how many the study has
 * @param studies that have the step, one or more; the first is the one the card is written after
 * @param moreStudies how many more have it
 * @param ancestors the steps it descends from, the root first; none of a root
 * @param measured on test rows; none so long as it is not evaluated
 * @param training what the checkpoint itself tells of its training
 * @param studyFile of the first study, as a tree
 * @param version of the program that writes the card
 * @param recipe version of the recipes that step keys are made with
 */
record ModelFacts(
    StepKey key,
    Digest digest,
    Step step,
    StoredCheckpoint.Form form,
    List<Strategy> serves,
    int seeds,
    List<NamedStudy> studies,
    int moreStudies,
    List<Ancestor> ancestors,
    Report.DataUsed data,
    List<Measured> measured,
    Optional<CheckpointCard> training,
    Map<String, Object> studyFile,
    String version,
    int recipe) {

  ModelFacts {
    serves = List.copyOf(serves);
    studies = List.copyOf(studies);
    ancestors = List.copyOf(ancestors);
    measured = List.copyOf(measured);
    studyFile = Collections.unmodifiableMap(new LinkedHashMap<>(studyFile));
  }

  /** A study that has the step. */
  record NamedStudy(StudyId id, String name, Instant createdAt) {}

  /**
   * A step it descends from.
   *
   * @param digest of what that step made
   */
  record Ancestor(StepKey key, String operation, String title, Optional<Digest> digest) {}

  /** What a metric came to on test rows. */
  record Measured(Metric metric, double value) {}

  /** The part it plays in its study. */
  Role role() {
    return how().role();
  }

  /** Where its training started from. */
  ModelSource source() {
    return how().source();
  }

  TrainingSettings settings() {
    return how().settings();
  }

  /** Weight of the property's regulariser. */
  double lambda() {
    return how().lambda();
  }

  long seed() {
    return how().seed();
  }

  /** Alpha and its warm-up, of WTS-Aux. */
  Optional<Supervision.WtsAux> alpha() {
    return step instanceof TrainStrong strong && strong.supervision() instanceof Supervision.WtsAux
        ? Optional.of((Supervision.WtsAux) strong.supervision())
        : Optional.empty();
  }

  private How how() {
    if (step instanceof TrainWeak weak) {
      return new How(Role.WEAK, weak.model(), weak.training(), weak.lambda(), weak.seed());
    }
    TrainStrong strong = (TrainStrong) step;
    return new How(
        role(strong.supervision()),
        strong.model(),
        strong.training(),
        strong.lambda(),
        strong.seed());
  }

  private static Role role(Supervision supervision) {
    if (supervision instanceof Supervision.GroundTruth) {
      return Role.CEILING;
    }
    return Role.of(
        supervision instanceof Supervision.WtsNaive
            ? WtsObjective.WTS_NAIVE
            : WtsObjective.WTS_AUX);
  }

  /** What weak and strong training have in common. */
  private record How(
      Role role, ModelSource source, TrainingSettings settings, double lambda, long seed) {}
}
