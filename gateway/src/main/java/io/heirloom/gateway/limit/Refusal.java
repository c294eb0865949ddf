package io.heirloom.gateway.limit;

import java.time.Duration;
import java.util.Locale;

/** Why something is refused that will be taken later. */
public enum Refusal {
  RATE(Scope.CLIENT, "This client sends more requests than the gateway takes from one."),
  STREAMS_OF_CLIENT(Scope.CLIENT, "This client follows as many studies as it may at once."),
  STREAMS(Scope.ALL, "As many studies are being followed as the gateway can serve at once."),
  DOWNLOADS_OF_CLIENT(Scope.CLIENT, "This client downloads as much as it may at once."),
  DOWNLOADS(Scope.ALL, "As much is being downloaded as the gateway can serve at once."),
  UNDER_WAY(Scope.ALL, "The gateway has as many requests under way as it can serve at once."),
  BODIES(Scope.ALL, "The gateway has taken in as much as it can hold at once."),
  WAITED(Scope.ALL, "The gateway is busy with requests of this kind that came before.");

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private enum Scope {
    CLIENT,
    ALL
  }

  private final Scope scope;
  private final String detail;

  Refusal(Scope scope, String detail) {
    this.scope = scope;
    this.detail = detail;
  }

  /** The HTTP status: whether this client asks too much, or all of them do together. */
  public int status() {
    return scope == Scope.CLIENT ? TOO_MANY_REQUESTS : SERVICE_UNAVAILABLE;
  }

  /** The title of that status. */
  public String title() {
    return scope == Scope.CLIENT ? "Too Many Requests" : "Service Unavailable";
  }

  /** For a person. */
  public String detail() {
    return detail;
  }

  /** Its name in the metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The answer to whoever is refused. */
  RefusedException toBeRepeatedAfter(Duration pause) {
    return new RefusedException(this, pause);
  }
}
