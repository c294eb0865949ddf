package io.heirloom.gateway.study;

import io.heirloom.lineage.event.StepEvent;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where one part of a step stands; a step that is not cut has one part. */
@Entity
@Table(name = "shard")
public class ShardEntity {
  @EmbeddedId private ShardId id;
  private int count;

  @Enumerated(EnumType.STRING)
  private StepState state;

  private String worker;
  private int delivery;
  private long done;
  private long total;
  private Instant reportedAt;
  private Double seconds;

  /** For Hibernate. */
  protected ShardEntity() {}

  /** A part whose order has not been taken. */
  ShardEntity(StepId step, int index, int count) {
    this.id = new ShardId(step.study(), step.key(), index);
    this.count = count;
    this.state = StepState.WAITING;
  }

  public String stepKey() {
    return id.key();
  }

  public int index() {
    return id.index();
  }

  public int count() {
    return count;
  }

  public StepState state() {
    return state;
  }

  public Optional<String> worker() {
    return Optional.ofNullable(worker);
  }

  /** How much is done, in the step's own unit. */
  public long done() {
    return done;
  }

  /** Of how much; 0 until it is known. */
  public long total() {
    return total;
  }

  /** How often its order has been taken. */
  public int delivery() {
    return delivery;
  }

  /** How long was worked on it, in seconds; empty so long as it is not done by itself. */
  OptionalDouble seconds() {
    return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }

  /** When a worker that is at it reported last; null: never. */
  Instant reportedAt() {
    return reportedAt;
  }

  /**
   * A worker began, or began again: what was done before does not count.
   *
   * @return whether this is news
   */
  boolean start(StepEvent.Started started) {
    boolean news = started.delivery() > delivery;
    delivery = Math.max(delivery, started.delivery());
    return report(started, 0) || news;
  }

  /**
   * Some of the work is done.
   *
   * @return whether this is news
   */
  boolean advance(StepEvent.Progressed progressed) {
    boolean news = progressed.total() > total;
    total = Math.max(total, progressed.total());
    return report(progressed, progressed.done()) || news;
  }

  /**
   * All of it is done. Of two workers that did it, one has spent time on it, or both the same.
   *
   * @return whether this is news
   */
  boolean complete(StepEvent.ShardCompleted completed) {
    if (seconds != null && seconds >= completed.seconds()) {
      return false;
    }
    seconds = completed.seconds();
    return true;
  }

  /** Stands as its step does, unless it is done by itself. */
  void settle(StepState ofStep) {
    state = standing(ofStep);
    if (state.hasResult()) {
      done = total;
    }
  }

  /** Begins anew, with nothing known of it. */
  void renew() {
    state = StepState.WAITING;
    worker = null;
    delivery = 0;
    done = 0;
    total = 0;
    reportedAt = null;
    seconds = null;
  }

  private StepState standing(StepState ofStep) {
    if (seconds != null) {
      return StepState.COMPLETED;
    }
    if (ofStep.ended()) {
      return ofStep;
    }
    return reportedAt == null ? StepState.WAITING : StepState.RUNNING;
  }

  // The latest report counts, by its own time; the same report twice is none.
  private boolean report(StepEvent event, long nowDone) {
    Instant at = StepEntity.kept(event.at());
    if (reportedAt != null && !isLater(at, event.worker(), nowDone)) {
      return false;
    }
    reportedAt = at;
    worker = event.worker();
    done = nowDone;
    return true;
  }

  private boolean isLater(Instant at, String by, long nowDone) {
    int byTime = at.compareTo(reportedAt);
    int byWorker = by.compareTo(worker);
    return byTime > 0 || byTime == 0 && (byWorker > 0 || byWorker == 0 && nowDone > done);
  }
}
