package io.heirloom.worker.tries;

import io.heirloom.lineage.StudyId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A worker's try at an order, from the moment it has something to make. It is on record before
 * anything is made and until it has ended, so that one that kills its worker is known for it. May
 * be ended from any thread.
 */
public final class Attempt {
  private final Ledger ledger;
  private final TryLog log;
  private final int mostDeaths;
  private Try mine;
  private boolean ended;
  private long furthest;

  /**
   * An attempt, not begun.
   *
   * @param scratch gives the scratch folder of what the order makes, made if missing
   * @param study on whose behalf
   * @param mostDeaths after how many deaths in a row nobody is to try any more, 1 or more
   */
  public Attempt(Supplier<Path> scratch, StudyId study, int mostDeaths) {
    this.ledger = new Ledger(scratch, study);
    this.log = new TryLog(scratch, study);
    this.mostDeaths = mostDeaths;
  }

  /**
   * Puts it on record; does nothing if it is.
   *
   * @throws PoisonException if it is not to be tried any more
   */
  public synchronized void begin(String worker, Instant at) {
    if (mine != null) {
      return;
    }
    Tries before = ledger.read();
    List<Try> deaths = before.deathsInARow();
    if (deaths.size() >= mostDeaths) {
      Try last = deaths.get(deaths.size() - 1);
      throw PoisonException.of(deaths.size(), last.worker(), last.began(), log.lines());
    }
    mine = Try.begun(worker, at);
    ledger.write(before.with(mine));
    log.open();
  }

  /** The step is so far, in its own unit. */
  public synchronized void reached(long done) {
    furthest = Math.max(furthest, done);
    if (mine != null && mine.from().isEmpty()) {
      note(before -> before.goingOnFrom(done));
    }
  }

  /**
   * Waits for something that is none of the step's doing, such as a device: a worker that dies
   * meanwhile did not die of the step.
   */
  public <T> T waiting(Supplier<T> something) {
    note(Try::waiting);
    try {
      return something.get();
    } finally {
      note(Try::working);
    }
  }

  /** How far it came, in the step's own unit. */
  public synchronized long furthest() {
    return furthest;
  }

  /** Ends it with its order still to be done, by whomever. */
  public synchronized void giveBack() {
    note(Try::givenBack);
    close();
  }

  /** Ends it with its order done with; its record is removed with all the step kept. */
  public synchronized void close() {
    ended = true;
    log.close();
  }

  private synchronized void note(UnaryOperator<Try> change) {
    if (mine != null && !ended) {
      mine = change.apply(mine);
      ledger.write(ledger.read().updated(mine));
    }
  }
}
