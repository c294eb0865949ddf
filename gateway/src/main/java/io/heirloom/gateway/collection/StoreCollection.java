package io.heirloom.gateway.collection;

import io.heirloom.artifacts.FolderStore;
import io.heirloom.artifacts.Leftover;
import io.heirloom.artifacts.Leftover.Kind;
import io.heirloom.artifacts.StoreInventory;
import io.heirloom.gateway.StoreConfiguration;
import io.heirloom.gateway.collection.Collected.Amount;
import io.heirloom.lineage.InvalidInputException;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Collects what nobody needs from the artifact store: what no study that this gateway knows refers
 * to, what steps keep that are not to be done any more, what workers that died left behind.
 *
 * <p>A study that is posted meanwhile may lose a result that it would have found; it is made again.
 */
@Singleton
public final class StoreCollection {
  /** Shorter, and what is just being written would be taken for left behind. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  /** Names asked about at once. */
  private static final int BATCH = 1000;

  private final Optional<Path> folder;
  private final Needed needed;

  StoreCollection(StoreConfiguration configuration, Needed needed) {
    this.folder = configuration.folder();
    this.needed = needed;
  }

  /**
   * Collects. Blocks for as long as it takes to look at every file of the store.
   *
   * @param olderThan what was written to since is left alone; an hour or more
   * @param dryRun whether all is to be left in its place
   * @throws InvalidInputException if that is shorter
   * @throws NothingToGoByException if it is not known what is needed
   */
  public Collected collect(Duration olderThan, boolean dryRun) {
    if (olderThan.compareTo(SHORTEST) < 0) {
      throw new InvalidInputException("olderThan", olderThan, "an hour or more, such as P1D");
    }
    Path root = folder.orElseThrow(() -> new NothingToGoByException("The gateway has no store."));
    if (!needed.knowsStudies()) {
      throw new NothingToGoByException(
          "The gateway knows no study, so all of the store would go. If its database was lost,"
              + " rebuild that first.");
    }
    StoreInventory store = new FolderStore(root).inventory();
    Instant moment = Instant.now().minus(olderThan);
    // Whose these are is not known; but no open study's, if they are older than all of those.
    Instant beforeOpen = needed.openSince().filter(moment::isAfter).orElse(moment);
    Sweep sweep = new Sweep(store, dryRun);
    List<Leftover> halfWritten = sweep.of(Kind.HALF_WRITTEN, beforeOpen, names -> Set.of());
    List<Leftover> claims = sweep.of(Kind.CLAIM, beforeOpen, names -> Set.of());
    List<Leftover> scratch = sweep.of(Kind.SCRATCH, moment, needed::ofOpenSteps);
    List<Leftover> results = sweep.of(Kind.RESULT, moment, needed::results);
    Set<String> recorded = store.recordedExcept(names(results));
    List<Leftover> artifacts =
        sweep.of(Kind.ARTIFACT, moment, names -> union(recorded, needed.artifacts(names)));
    return new Collected(
        dryRun,
        olderThan.toString(),
        List.of(
            Amount.of(Kind.HALF_WRITTEN, halfWritten),
            Amount.of(Kind.CLAIM, claims),
            Amount.of(Kind.SCRATCH, scratch),
            Amount.of(Kind.RESULT, results),
            Amount.of(Kind.ARTIFACT, artifacts)));
  }

  private static Set<String> names(List<Leftover> leftovers) {
    return leftovers.stream().map(Leftover::name).collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  /** Goes through a store kind by kind. */
  private record Sweep(StoreInventory store, boolean dryRun) {
    /**
     * What goes of a kind. What is needed is asked just before it goes, and not of all at once.
     *
     * @param needed of some names, those of what has to stay
     */
    List<Leftover> of(Kind kind, Instant moment, Function<List<String>, Set<String>> needed) {
      List<Leftover> found = store.writtenBefore(kind, moment);
      List<Leftover> gone = new ArrayList<>();
      for (int from = 0; from < found.size(); from += BATCH) {
        List<Leftover> batch = found.subList(from, Math.min(from + BATCH, found.size()));
        Set<String> stay = needed.apply(batch.stream().map(Leftover::name).toList());
        for (Leftover leftover : batch) {
          if (!stay.contains(leftover.name()) && (dryRun || store.remove(leftover))) {
            gone.add(leftover);
          }
        }
      }
      return gone;
    }
  }
}
