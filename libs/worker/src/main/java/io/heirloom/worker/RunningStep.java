package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.MetricPoint;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.worker.tries.Attempt;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** One order's work while it goes on, confined to the thread of its handler. */
final class RunningStep implements StepContext {
  private static final Logger LOG = Logger.getLogger(RunningStep.class);
  private static final int SECONDS_TO_SETTLE = 10;

  private final StepOrder order;
  private final Shard shard;
  private final Path output;
  private final ArtifactStore store;
  private final Reports reports;
  private final Worker worker;
  private final Attempt attempt;
  private final BooleanSupplier givenUp;
  private final Throttle throttle;
  private final WorkTime time;
  private final SortedMap<String, MetricPoint> held = new TreeMap<>();
  private CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);

  /**
   * @param shard what is done: the order's own, or the whole to merge
   * @param output a staged folder
   * @param attempt told how far the step is
   * @param givenUp asked whether to go on
   * @param throttle paces the reports of this step
   * @param time how long it takes
   */
  RunningStep(
      StepOrder order,
      Shard shard,
      Path output,
      ArtifactStore store,
      Reports reports,
      Worker worker,
      Attempt attempt,
      BooleanSupplier givenUp,
      Throttle throttle,
      WorkTime time) {
    this.order = order;
    this.shard = shard;
    this.output = output;
    this.store = store;
    this.reports = reports;
    this.worker = worker;
    this.attempt = attempt;
    this.givenUp = givenUp;
    this.throttle = throttle;
    this.time = time;
  }

  @Override
  public StudyId study() {
    return order.study();
  }

  @Override
  public StepKey key() {
    return order.key();
  }

  @Override
  public Shard shard() {
    return shard;
  }

  @Override
  public Path input() {
    return order
        .input()
        .map(store::fetch)
        .orElseThrow(() -> new IllegalStateException("a root starts from nothing: " + key()));
  }

  @Override
  public Optional<Path> dataFolder() {
    return order.dataFolder().map(RunningStep::absolute);
  }

  @Override
  public Path output() {
    return output;
  }

  @Override
  public Path scratch() {
    return store.scratch(shard.whole() ? key() : key().ofShard(shard));
  }

  @Override
  public void progress(long done, long total) {
    throwIfCancelled();
    attempt.reached(done);
    if (done == total || (sent.isDone() && throttle.permits("progress"))) {
      sent = reports.publish(new StepNews(order, worker).progressed(done, total));
    }
  }

  @Override
  public void metric(String name, double value, long trainingStep) {
    if (!Double.isFinite(value)) {
      return;
    }
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("worker", worker.id());
    MetricPoint point =
        new MetricPoint(study(), key(), name, value, trainingStep, worker.now(), labels);
    if (throttle.permits("metric " + name)) {
      held.remove(name);
      publish(point);
    } else {
      held.put(name, point);
    }
  }

  @Override
  public <T> T waitFor(Supplier<T> something) {
    return time.without(() -> attempt.waiting(something));
  }

  @Override
  public void throwIfCancelled() {
    if (givenUp.getAsBoolean()) {
      throw new CancelledStepException(key());
    }
  }

  /**
   * Sends what was held back and waits until the broker has what was told of this step, so that the
   * outcome comes after it.
   */
  void settle() {
    held.values().forEach(this::publish);
    held.clear();
    try {
      sent.get(SECONDS_TO_SETTLE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf(e, "progress of %s was not published", key());
    }
  }

  private void publish(MetricPoint point) {
    CompletableFuture<Void> unused =
        reports
            .publish(point)
            .exceptionally(
                failure -> {
                  LOG.debugf(failure, "metric %s of %s was not published", point.name(), key());
                  return null;
                });
  }

  private static Path absolute(String folder) {
    try {
      Path path = Path.of(folder);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      throw new InvalidInputException("data_folder", folder, "the absolute path of a folder", e);
    }
    throw new InvalidInputException("data_folder", folder, "the absolute path of a folder");
  }
}
