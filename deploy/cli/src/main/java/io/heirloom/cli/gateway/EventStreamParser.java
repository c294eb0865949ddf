package io.heirloom.cli.gateway;

import java.util.Optional;

/**
 * Puts server-sent events together from the lines of their stream (WHATWG HTML, section 9.2.6,
 * "Interpreting an event stream"). The reconnection time a server may ask for is not heeded.
 */
public final class EventStreamParser {
  private static final int LONGEST_EVENT = 1 << 20;

  private final StringBuilder data = new StringBuilder();
  private String name = "";
  private String id = "";
  private boolean first = true;

  /**
   * Takes the next line, without its end.
   *
   * @return the event that this line completes
   * @throws IllegalStateException if an event is longer than a million characters
   */
  public Optional<ServerSentEvent> next(String line) {
    String text = first && line.startsWith("\uFEFF") ? line.substring(1) : line;
    first = false;
    if (text.isEmpty()) {
      return dispatch();
    }
    int colon = text.indexOf(':');
    if (colon == 0) {
      return Optional.empty();
    }
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    take(field, value.startsWith(" ") ? value.substring(1) : value);
    return Optional.empty();
  }

  private void take(String field, String value) {
    switch (field) {
      case "event" -> name = value;
      case "data" -> {
        if (data.length() + value.length() > LONGEST_EVENT) {
          throw new IllegalStateException("an event of more than " + LONGEST_EVENT + " characters");
        }
        data.append(value).append('\n');
      }
      case "id" -> {
        if (value.indexOf('\0') < 0) {
          id = value;
        }
      }
      default -> {
        // The standard has unknown fields ignored.
      }
    }
  }

  private Optional<ServerSentEvent> dispatch() {
    if (data.isEmpty()) {
      name = "";
      return Optional.empty();
    }
    data.setLength(data.length() - 1);
    ServerSentEvent event =
        new ServerSentEvent(id, name.isEmpty() ? "message" : name, data.toString());
    data.setLength(0);
    name = "";
    return Optional.of(event);
  }
}
