package io.heirloom.gateway.collection;

import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyState;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** What studies still need of the artifact store. All methods block. */
@Singleton
final class Needed {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Transactions transactions;

  Needed(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Whether any study is known: if none is, the database may have been lost. */
  boolean knowsStudies() {
    return read(
            session ->
                session
                    .createSelectionQuery("select count(*) from StudyEntity", Long.class)
                    .getSingleResult())
        > 0;
  }

  /** When the first of the studies that have not ended was asked for. */
  Optional<Instant> openSince() {
    return Optional.ofNullable(
        read(
            session ->
                session
                    .createSelectionQuery(
                        "select min(createdAt) from StudyEntity where state = :running",
                        Instant.class)
                    .setParameter("running", StudyState.RUNNING)
                    .getSingleResultOrNull()));
  }

  /**
   * Of some keys, those of steps of any study, ended or not, and of parts that are to be merged.
   */
  Set<String> results(List<String> keys) {
    Set<String> needed =
        among("select distinct id.key from StepEntity where id.key in :names", keys);
    needed.addAll(ofOpenSteps(keys));
    return needed;
  }

  /** Of some digests, those that any study has for the result of a step. */
  Set<String> artifacts(List<String> digests) {
    return among("select distinct artifact from StepEntity where artifact in :names", digests);
  }

  /** Of some keys, those of steps that are to be done, and of their parts. */
  Set<String> ofOpenSteps(List<String> keys) {
    Set<String> wanted = new HashSet<>(keys);
    return read(Needed::openParts).stream()
        .flatMap(part -> names((String) part[0], (Integer) part[1]))
        .filter(wanted::contains)
        .collect(Collectors.toSet());
  }

  private static Uni<List<Object[]>> openParts(Mutiny.Session session) {
    return session
        .createSelectionQuery(
            "select distinct shard.id.key, shard.count from ShardEntity shard"
                + " join StepEntity step on step.id.study = shard.id.study"
                + " and step.id.key = shard.id.key where step.state in :open",
            Object[].class)
        .setParameter("open", StepState.OPEN)
        .getResultList();
  }

  private static Stream<String> names(String key, int shards) {
    StepKey step = StepKey.parse(key);
    return Stream.concat(
        Stream.of(key),
        IntStream.range(0, shards)
            .mapToObj(index -> step.ofShard(new Shard(index, shards)).toString()));
  }

  private Set<String> among(String query, List<String> names) {
    return new HashSet<>(
        read(
            session ->
                session
                    .createSelectionQuery(query, String.class)
                    .setParameter("names", names)
                    .getResultList()));
  }

  private <T> T read(Function<Mutiny.Session, Uni<T>> question) {
    return transactions.run(question).await().atMost(PATIENCE);
  }
}
