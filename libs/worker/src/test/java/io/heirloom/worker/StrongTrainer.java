package io.heirloom.worker;

import io.heirloom.lineage.step.TrainStrong;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;

/** Does to any seed the same; for loops that a test starts itself. */
record StrongTrainer(ScriptedTrainer.Script script) implements StepHandler<TrainStrong> {
  @Override
  public Class<TrainStrong> handles() {
    return TrainStrong.class;
  }

  @Override
  public SortedMap<String, Double> perform(TrainStrong step, StepContext context) throws Exception {
    script.run(context);
    Files.writeString(context.output().resolve("model"), "seed " + step.seed());
    return new TreeMap<>();
  }
}
