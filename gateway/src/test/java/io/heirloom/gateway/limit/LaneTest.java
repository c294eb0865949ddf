package io.heirloom.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CompletableFuture<String> first = new CompletableFuture<>();

  @Test
  void whatIsOneTooManyWaitsItsTurn() {
    Lane lane = new Lane(1, PATIENCE);
    UniAssertSubscriber<String> one = pass(lane, first);
    UniAssertSubscriber<String> two = pass(lane, CompletableFuture.completedFuture("two"));

    await().until(() -> lane.passing() == 1 && lane.waiting() == 1);
    two.assertNotTerminated();
    first.complete("one");

    one.awaitItem(PATIENCE).assertItem("one");
    two.awaitItem(PATIENCE).assertItem("two");
    await().untilAsserted(() -> assertThat(lane.passing() + lane.waiting()).isZero());
  }

  @Test
  void whatWaitsTooLongIsRefused() {
    Lane lane = new Lane(1, Duration.ofMillis(50));
    UniAssertSubscriber<String> one = pass(lane, first);
    await().until(() -> lane.passing() == 1);

    pass(lane, new CompletableFuture<>())
        .awaitFailure(PATIENCE)
        .assertFailedWith(RefusedException.class, Refusal.WAITED.detail());

    assertThat(lane.waiting()).isZero();
    first.complete("one");
    one.awaitItem(PATIENCE);
  }

  @Test
  void whoGoesAwayLeavesTheLane() {
    Lane lane = new Lane(1, PATIENCE);
    Cancellable gone =
        lane.pass(() -> Uni.createFrom().completionStage(first)).subscribe().with(item -> {});
    await().until(() -> lane.passing() == 1);

    gone.cancel();

    pass(lane, CompletableFuture.completedFuture("two")).awaitItem(PATIENCE).assertItem("two");
    await().untilAsserted(() -> assertThat(lane.passing() + lane.waiting()).isZero());
  }

  @Test
  void whatFailsMakesRoom() {
    Lane lane = new Lane(1, PATIENCE);

    pass(lane, CompletableFuture.failedFuture(new IllegalStateException("broken")))
        .awaitFailure(PATIENCE)
        .assertFailedWith(IllegalStateException.class, "broken");

    pass(lane, CompletableFuture.completedFuture("two")).awaitItem(PATIENCE).assertItem("two");
  }

  private static UniAssertSubscriber<String> pass(Lane lane, CompletableFuture<String> work) {
    return lane.pass(() -> Uni.createFrom().completionStage(work))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
