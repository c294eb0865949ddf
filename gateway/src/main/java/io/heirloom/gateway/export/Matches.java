package io.heirloom.gateway.export;

import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.lineage.ArtifactKind;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.DigestPrefix;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepResult;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps that an id may mean: those whose key, or whose artifact's digest, begins so.
 *
 * @param steps with their studies, those of the latest study first
 */
record Matches(DigestPrefix id, List<Match> steps) {
  private static final int MOST_SHOWN = 5;

  Matches {
    steps = List.copyOf(steps);
  }

  /** A step of one study. */
  record Match(StepEntity step, StudyEntity study) {}

  /**
   * The trained step that is meant, in each study that has it: first the latest in which it is
   * done, then the others, the latest first.
   *
   * @throws UnknownCheckpointException if there is none
   * @throws UnfinishedCheckpointException if it is done in no study
   * @throws InvalidInputException if the id stands for several, or for a step that made something
   *     else
   */
  List<Match> ofOneCheckpoint() {
    requireOneName();
    Match described =
        steps.stream()
            .filter(match -> match.step().result().isPresent())
            .findFirst()
            .orElseGet(() -> steps.get(0));
    StepResult result =
        described
            .step()
            .result()
            .orElseThrow(() -> new UnfinishedCheckpointException(described.step()));
    requireCheckpoint(described.step(), result.reference().kind());
    return Stream.concat(
            Stream.of(described),
            steps.stream()
                .filter(match -> match != described)
                .filter(match -> match.step().key().equals(described.step().key())))
        .toList();
  }

  private void requireOneName() {
    SortedSet<String> names =
        steps.stream().flatMap(this::names).collect(Collectors.toCollection(TreeSet::new));
    if (names.isEmpty()) {
      throw new UnknownCheckpointException(id);
    }
    if (names.size() > 1) {
      throw new InvalidInputException(
          "checkpoint",
          id.hex(),
          "more digits, as there are several of these: "
              + names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
              + (names.size() > MOST_SHOWN ? " …" : ""));
    }
  }

  /** What in a step begins as the id does: its key, its artifact's digest, or both. */
  private Stream<String> names(Match match) {
    return Stream.concat(
            Stream.of(new Digest(match.step().key())),
            match.step().result().stream().map(result -> result.reference().digest()))
        .filter(id::begins)
        .map(Digest::hex);
  }

  private void requireCheckpoint(StepEntity step, ArtifactKind kind) {
    if (kind != ArtifactKind.CHECKPOINT) {
      throw new InvalidInputException(
          "checkpoint",
          id.hex(),
          "a step that trains a model; this one is '%s' and made %s"
              .formatted(step.operation(), kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
  }
}
