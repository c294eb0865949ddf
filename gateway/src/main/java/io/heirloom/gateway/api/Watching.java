package io.heirloom.gateway.api;

import io.heirloom.gateway.study.HappeningEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets clients follow a study. What happened is read from the database page by page, a page only
 * once the client has taken the one before: a slow client costs no memory, and it does not matter
 * which gateway took note of what.
 */
@Singleton
final class Watching {
  private static final int PAGE = 200;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Transactions transactions;
  private final StudyNews news;
  private final Counter sent;

  Watching(Transactions transactions, StudyNews news, MeterRegistry registry) {
    this.transactions = transactions;
    this.news = news;
    this.sent =
        Counter.builder("heirloom.gateway.happenings.sent")
            .description("Happenings told to those who follow studies")
            .register(registry);
  }

  /**
   * The number after which a client wants to be told, from its {@code Last-Event-ID}.
   *
   * @throws InvalidInputException if that is no id of an event
   */
  static long after(Optional<String> lastEventId) {
    try {
      return lastEventId.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "Last-Event-ID", lastEventId.orElseThrow(), "the id of an event", e);
    }
  }

  /** What happens in a study after a number, until the study has ended. */
  Multi<OutboundSseEvent> follow(StudyId study, long after, Sse sse) {
    Follower follower = new Follower(after, sse);
    return Multi.createBy()
        .repeating()
        .uni(() -> next(study, follower))
        .whilst(page -> !page.last())
        .onItem()
        .transformToMultiAndConcatenate(page -> Multi.createFrom().iterable(follower.take(page)))
        .onItem()
        .invoke(event -> sent.increment());
  }

  private Uni<Page> next(StudyId study, Follower follower) {
    if (follower.behind) {
      return page(study, follower.last);
    }
    return news.after(study, follower.last)
        .ifNoItem()
        .after(LONGEST_SILENCE)
        .recoverWithItem((Void) null)
        .chain(() -> page(study, follower.last));
  }

  private Uni<Page> page(StudyId study, long after) {
    return transactions.run(
        session ->
            session
                .find(StudyEntity.class, study.value())
                .chain(
                    found ->
                        happenings(session, study, after)
                            .map(happenings -> new Page(happenings, hasEnded(found)))));
  }

  /** Whether nothing more can happen: a study that is gone has ended too. */
  private static boolean hasEnded(StudyEntity study) {
    return study == null || study.state().ended();
  }

  private static Uni<List<HappeningEntity>> happenings(
      Mutiny.Session session, StudyId study, long after) {
    return session
        .createSelectionQuery(
            "from HappeningEntity where id.study = :study and id.number > :after"
                + " order by id.number",
            HappeningEntity.class)
        .setParameter("study", study.value())
        .setParameter("after", after)
        .setMaxResults(PAGE)
        .getResultList();
  }

  /** What happened next, and whether the study had ended before that was read. */
  private record Page(List<HappeningEntity> happenings, boolean ended) {
    boolean full() {
      return happenings.size() == PAGE;
    }

    boolean last() {
      return ended && !full();
    }
  }

  /** How far one client has come. */
  private static final class Follower {
    private final Sse sse;
    private volatile long last;
    private volatile boolean behind = true;

    Follower(long after, Sse sse) {
      this.last = after;
      this.sse = sse;
    }

    List<OutboundSseEvent> take(Page page) {
      List<HappeningEntity> happenings = page.happenings();
      behind = page.full();
      if (happenings.isEmpty()) {
        return page.ended() ? List.of() : List.of(signOfLife());
      }
      last = happenings.get(happenings.size() - 1).number();
      return happenings.stream().map(this::event).toList();
    }

    // Lets a client that is gone be noticed, and a proxy that hangs up on silence stay.
    private OutboundSseEvent signOfLife() {
      return sse.newEventBuilder().comment("still running").build();
    }

    private OutboundSseEvent event(HappeningEntity happening) {
      return sse.newEventBuilder()
          .id(Long.toString(happening.number()))
          .name(happening.kind().title())
          .data(String.class, happening.payload())
          .build();
    }
  }
}
