package io.heirloom.benchmark.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Clients that follow studies to their end and see whether anything is missing. */
final class Watchers {
  private static final long PAUSE = 1000;

  private final List<Watcher> all;
  private final List<Thread> threads = new ArrayList<>();

  private Watchers(List<Watcher> all) {
    this.all = all;
  }

  /** Some that begin now, spread over the studies. */
  static Watchers of(URI gateway, List<String> studies, int number) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Watcher> all = new ArrayList<>();
    for (int index = 0; index < number; index++) {
      String study = studies.get(index * studies.size() / number);
      all.add(new Watcher(http, gateway.resolve("/api/v1/studies/" + study + "/events")));
    }
    Watchers watchers = new Watchers(all);
    for (Watcher watcher : all) {
      Thread thread = new Thread(watcher, "watcher");
      thread.setDaemon(true);
      thread.start();
      watchers.threads.add(thread);
    }
    return watchers;
  }

  /** Waits until all streams have ended. */
  void awaitEnd(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
  }

  /** Whether each saw every happening of its study, to the last. */
  boolean sawEverything() {
    return all.stream().allMatch(watcher -> watcher.ended && watcher.missing == 0);
  }

  String summary() {
    return "%d watchers: %d happenings seen, %d missing, %d streams broken, %d not at their end"
        .formatted(
            all.size(),
            all.stream().mapToLong(watcher -> watcher.last).sum(),
            all.stream().mapToLong(watcher -> watcher.missing).sum(),
            all.stream().mapToLong(watcher -> watcher.broken).sum(),
            all.stream().filter(watcher -> !watcher.ended).count());
  }

  /** One, who goes on where it was if its stream breaks. */
  private static final class Watcher implements Runnable {
    private final HttpClient http;
    private final URI events;
    private volatile long last;
    private volatile long missing;
    private volatile long broken;
    private volatile boolean ended;

    Watcher(HttpClient http, URI events) {
      this.http = http;
      this.events = events;
    }

    @Override
    public void run() {
      try {
        while (!ended) {
          follow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void follow() throws InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(events).header("Last-Event-ID", Long.toString(last)).build();
      try {
        HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
        if (answer.statusCode() == 200) {
          try (Stream<String> lines = answer.body()) {
            lines.forEach(this::take);
          }
          return;
        }
      } catch (IOException | UncheckedIOException e) {
        // Counted like a refusal.
      }
      broken++;
      Thread.sleep(PAUSE);
    }

    private void take(String line) {
      if (line.startsWith("id:")) {
        long number = Long.parseLong(line.substring(3).strip());
        missing += number - last - 1;
        last = number;
      } else if (line.startsWith("event:") && line.substring(6).strip().equals("study")) {
        ended = true;
      }
    }
  }
}
