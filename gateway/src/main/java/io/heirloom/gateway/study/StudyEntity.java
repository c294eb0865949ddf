package io.heirloom.gateway.study;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.study.Study;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A study that was accepted, and where it stands. */
@Entity
@Table(name = "study")
public class StudyEntity {
  @Id private String id;
  private String name;
  private String property;

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private String idempotencyKey;

  private String requestDigest;

  @Enumerated(EnumType.STRING)
  private StudyState state;

  private Instant createdAt;
  private Instant endedAt;
  private long lastHappening;
  private String notes;
  private String reason;
  private int openSteps;
  private int failedSteps;
  private long facts;
  private int stages;
  private int decided;

  /** For Hibernate. */
  protected StudyEntity() {}

  /**
   * A study of which no step has begun.
   *
   * @param idempotencyKey the client's own name of the request, if it gave one
   * @param request digest of the request's content
   */
  public StudyEntity(
      StudyId id, Study study, Optional<String> idempotencyKey, Digest request, Instant createdAt) {
    this.id = id.value();
    this.name = study.name();
    this.property = study.property();
    this.notes = json(study.notes());
    this.stages = study.selection().size();
    this.idempotencyKey = idempotencyKey.orElse(null);
    this.requestDigest = request.hex();
    this.state = StudyState.RUNNING;
    this.createdAt = createdAt;
  }

  public StudyId id() {
    return new StudyId(id);
  }

  public String name() {
    return name;
  }

  public String property() {
    return property;
  }

  /** What is done otherwise than was asked for, and why. */
  public List<String> notes() {
    return List.of(LineageJson.read(notes.getBytes(StandardCharsets.UTF_8), String[].class));
  }

  /** Why it failed, where no step did. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** How many stages of selection it has. */
  public int stages() {
    return stages;
  }

  /** How many of its stages are decided. */
  public int decided() {
    return decided;
  }

  public StudyState state() {
    return state;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Whether it was asked for in these very words. */
  public boolean askedForBy(Digest request) {
    return requestDigest.equals(request.hex());
  }

  /** Takes note of steps that were planned and have not begun. */
  public void await(int steps) {
    openSteps += steps;
  }

  /**
   * Takes note that one of its steps stands differently; {@link #settle} draws the conclusions once
   * all such are noted.
   */
  public void stepChanged(StepState before, StepState after) {
    openSteps += (after.ended() ? 0 : 1) - (before.ended() ? 0 : 1);
    failedSteps += (after == StepState.FAILED ? 1 : 0) - (before == StepState.FAILED ? 1 : 0);
  }

  /** Whether all its steps have ended. */
  public boolean hasNoOpenSteps() {
    return openSteps == 0;
  }

  /**
   * Ends if there is nothing left to do, and goes on if there is something again.
   *
   * @param lastEnd when the last of its steps ended; of no account while one has not
   * @return whether it stands differently by that
   */
  public boolean settle(Instant lastEnd) {
    if (state == StudyState.CANCELLED || reason != null) {
      return false;
    }
    StudyState before = state;
    state = standing();
    endedAt = state.ended() ? lastEnd : null;
    return state != before;
  }

  /**
   * Whether all steps of a stage have their results, so that it can be decided. So long as it is
   * not, nothing happens in the study.
   */
  public boolean isToDecide() {
    return state == StudyState.RUNNING && openSteps == 0 && decided < stages;
  }

  /** Takes note that a stage is decided and so many steps are planned that follow from it. */
  public void decide(int stepsToCome) {
    decided++;
    await(stepsToCome);
  }

  /**
   * Fails, as a stage cannot be decided by what its steps gave.
   *
   * @param because for people
   */
  public void failToDecide(Instant at, String because) {
    state = StudyState.FAILED;
    endedAt = at;
    reason = because;
  }

  /** Takes note that its stage is to be decided anew, or some of its steps are to be done anew. */
  public void goOn() {
    reason = null;
    state = standing();
    endedAt = null;
  }

  /**
   * Is given up by its user, unless it has ended. That is final.
   *
   * @return whether it is given up by that
   */
  public boolean cancel(Instant at) {
    if (state.ended()) {
      return false;
    }
    state = StudyState.CANCELLED;
    endedAt = at;
    openSteps = 0;
    return true;
  }

  /** When it was cancelled; empty if it was not. */
  public Optional<Instant> cancelledAt() {
    return state == StudyState.CANCELLED ? endedAt() : Optional.empty();
  }

  private StudyState standing() {
    if (openSteps > 0) {
      return StudyState.RUNNING;
    }
    if (failedSteps > 0) {
      return StudyState.FAILED;
    }
    return decided == stages ? StudyState.COMPLETED : StudyState.RUNNING;
  }

  /** How many facts of its history its gateway has brought about. */
  public long facts() {
    return facts;
  }

  /** The number of the next fact of its history. */
  public long nextFact() {
    return ++facts;
  }

  /** The number of the next thing that happens in this study. */
  public long nextHappening() {
    return ++lastHappening;
  }

  private static String json(Object value) {
    return new String(LineageJson.write(value), StandardCharsets.UTF_8);
  }
}
