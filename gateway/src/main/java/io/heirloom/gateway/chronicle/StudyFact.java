package io.heirloom.gateway.chronicle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Measures;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.study.Study;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something in a study's history that its gateway brought about, not a worker. With what workers
 * reported, the facts of a study are all there is to know of it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(name = "accepted", value = StudyFact.Accepted.class),
  @Type(name = "decided", value = StudyFact.Decided.class),
  @Type(name = "undecidable", value = StudyFact.Undecidable.class),
  @Type(name = "asked-anew", value = StudyFact.AskedAnew.class),
  @Type(name = "cancelled", value = StudyFact.Cancelled.class)
})
public sealed interface StudyFact {
  /** Whose history. */
  StudyId study();

  /** Counted in its study from 1 without gaps, in the order in which it happened. */
  long number();

  Instant at();

  /**
   * The study was accepted, and its steps (of its first stage, if it has stages) planned. Always
   * the first.
   *
   * @param recipe the version of the recipes by which its steps have their keys
   * @param specification what it asks for
   * @param measures what its cost is reckoned by
   * @param idempotencyKey the client's own name of the request, if it gave one
   * @param request digest of the request's content
   */
  record Accepted(
      StudyId study,
      long number,
      Instant at,
      int recipe,
      Study specification,
      Measures measures,
      Optional<String> idempotencyKey,
      Digest request)
      implements StudyFact {}

  /** A stage was decided, and what follows from that planned. Stages are decided in their order. */
  record Decided(StudyId study, long number, Instant at, List<Choice> choices)
      implements StudyFact {
    public Decided {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A stage could not be decided; the study failed by that.
   *
   * @param reason for people
   */
  record Undecidable(StudyId study, long number, Instant at, String reason) implements StudyFact {}

  /**
   * Steps are to be done anew, or, where it names none, a stage is to be decided anew.
   *
   * @param round of these steps from now on; 0 where there are none
   */
  record AskedAnew(StudyId study, long number, Instant at, int round, List<StepKey> steps)
      implements StudyFact {
    public AskedAnew {
      steps = List.copyOf(steps);
    }
  }

  /** The study was cancelled. Nothing follows. */
  record Cancelled(StudyId study, long number, Instant at) implements StudyFact {}
}
