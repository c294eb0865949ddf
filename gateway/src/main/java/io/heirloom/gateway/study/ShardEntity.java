package io.heirloom.gateway.study;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

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

  /**
   * A worker began, or began again: what was done before does not count.
   *
   * @return whether this is news
   */
  boolean start(String by, int deliveredTimes, Instant at) {
    if (!isNews(at) || deliveredTimes < delivery) {
      return false;
    }
    if (state.mayBecome(StepState.RUNNING)) {
      state = StepState.RUNNING;
    }
    worker = by;
    delivery = deliveredTimes;
    done = 0;
    return true;
  }

  /**
   * Some of the work is done.
   *
   * @return whether this is news
   */
  boolean advance(String by, long nowDone, long ofTotal, Instant at) {
    if (!isNews(at)) {
      return false;
    }
    if (state.mayBecome(StepState.RUNNING)) {
      state = StepState.RUNNING;
    }
    worker = by;
    done = nowDone;
    total = ofTotal;
    return true;
  }

  /**
   * Nothing more happens to this part.
   *
   * @return whether this is news
   */
  boolean end(StepState ended) {
    if (!state.mayBecome(ended)) {
      return false;
    }
    state = ended;
    if (ended == StepState.COMPLETED || ended == StepState.REUSED) {
      done = total;
    }
    return true;
  }

  // The latest report counts, by its own time; the same report twice is none.
  private boolean isNews(Instant at) {
    if (state.ended() || (reportedAt != null && !at.isAfter(reportedAt))) {
      return false;
    }
    reportedAt = at;
    return true;
  }
}
