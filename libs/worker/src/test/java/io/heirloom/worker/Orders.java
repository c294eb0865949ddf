package io.heirloom.worker;

import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Orders to test with; a seed tells steps apart. */
final class Orders {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong SEEDS = new AtomicLong();
  private static final TrustTask TASK =
      new TrustTask(
          "fairness",
          new TreeMap<>(),
          new DataSource("census", "census-1", OptionalInt.of(100), OptionalInt.empty(), 0));

  private Orders() {}

  static StudyId study() {
    return StudyId.random(RANDOM);
  }

  static long seed() {
    return SEEDS.incrementAndGet();
  }

  /** A root, followed by an evaluation in two shards, which nobody does in these tests. */
  static StepOrder trainWeak(StudyId study, long seed) {
    TrainWeak step =
        new TrainWeak(
            TASK, new ModelSource("random:tiny", "tiny"), TrainingSettings.DEFAULT, 1, seed);
    return only(study, Optional.empty(), Lineage.of(step, Optional.empty(), 1, evaluation(step)));
  }

  static StepOrder trainStrong(StudyId study, long seed) {
    return trainStrong(study, seed, 1, Optional.empty());
  }

  static StepOrder trainStrong(StudyId study, long seed, int round, Optional<Reference> input) {
    TrainStrong step =
        new TrainStrong(
            TASK,
            new ModelSource("random:small", "small"),
            TrainingSettings.DEFAULT,
            new Supervision.GroundTruth(),
            0,
            seed);
    Lineage alone = Lineage.of(step, Optional.empty(), 1, List.of());
    return new StepOrder(study, round, Optional.empty(), input, Shard.WHOLE, alone);
  }

  /** A labelling in shards, followed by an evaluation; {@code input} tells steps apart. */
  static List<StepOrder> label(StudyId study, Reference input, int shards) {
    Label step = new Label(TASK, Label.Form.SOFT);
    StepKey parent = new StepKey(input.digest());
    StepKey key = StepKey.of(step, Optional.of(parent), shards);
    Lineage next =
        Lineage.of(
            new Evaluate(TASK, Evaluate.Model.WEAK, Evaluate.Rows.TEST),
            Optional.of(key),
            1,
            List.of());
    Lineage lineage = Lineage.of(step, Optional.of(parent), shards, List.of(next));
    return StepOrder.begin(study, 1, Optional.empty(), Optional.of(input), lineage).toList();
  }

  static Reference checkpoint(String name) {
    return new Reference(ArtifactKind.CHECKPOINT, Digest.of(name), "nowhere");
  }

  private static List<Lineage> evaluation(TrainWeak step) {
    StepKey key = StepKey.of(step, Optional.empty(), 1);
    return List.of(
        Lineage.of(
            new Evaluate(TASK, Evaluate.Model.WEAK, Evaluate.Rows.TEST),
            Optional.of(key),
            2,
            List.of()));
  }

  private static StepOrder only(StudyId study, Optional<Reference> input, Lineage lineage) {
    return StepOrder.begin(study, 1, Optional.empty(), input, lineage).toList().get(0);
  }
}
