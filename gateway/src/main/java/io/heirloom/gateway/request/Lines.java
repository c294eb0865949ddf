package io.heirloom.gateway.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the fields of a study file stand in its text, by path: {@code lambda.weak[2]}. */
public final class Lines {
  private static final String ALL = "";

  /** Longer paths and lists are those of no field; a hostile text may have many of them. */
  private static final int LONGEST_PATH = 100;

  private static final int LONGEST_LIST = 1000;

  private final Map<String, Place> places;

  private Lines(Map<String, Place> places) {
    this.places = places;
  }

  /**
   * A place in a text.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Place(int line, int column) {}

  /** Of what was not read from a text: nothing has a line. */
  public static Lines none() {
    return new Lines(Map.of());
  }

  /** Notes where everything stands; the text must be well-formed. */
  static Lines of(JsonParser text) throws IOException {
    Lines lines = new Lines(new HashMap<>());
    text.nextToken();
    lines.note(ALL, text);
    lines.value(ALL, text);
    return lines;
  }

  /** The same, as if a field were not in the text. */
  Lines without(String path) {
    Map<String, Place> others = new HashMap<>(places);
    others.remove(path);
    return new Lines(others);
  }

  /** The place of a field, or of the nearest field around it that is in the text. */
  public Optional<Place> of(String path) {
    for (String at = path; !at.isEmpty(); at = around(at)) {
      if (places.containsKey(at)) {
        return Optional.of(places.get(at));
      }
    }
    return Optional.empty();
  }

  /** As {@link #of}, or else the place where the study begins. */
  Optional<Place> ofMissing(String path) {
    return of(path).or(() -> Optional.ofNullable(places.get(ALL)));
  }

  private static String around(String path) {
    return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
  }

  private void value(String path, JsonParser text) throws IOException {
    if (path.length() > LONGEST_PATH) {
      text.skipChildren();
    } else if (text.currentToken() == JsonToken.START_OBJECT) {
      object(path, text);
    } else if (text.currentToken() == JsonToken.START_ARRAY) {
      list(path, text);
    }
  }

  private void object(String path, JsonParser text) throws IOException {
    while (text.nextToken() == JsonToken.FIELD_NAME) {
      String field = path.isEmpty() ? text.currentName() : path + "." + text.currentName();
      note(field, text);
      text.nextToken();
      value(field, text);
    }
  }

  private void list(String path, JsonParser text) throws IOException {
    for (int i = 0; text.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i < LONGEST_LIST) {
        note(path + "[" + i + "]", text);
        value(path + "[" + i + "]", text);
      } else {
        text.skipChildren();
      }
    }
  }

  private void note(String path, JsonParser text) {
    JsonLocation location = text.currentTokenLocation();
    places.put(path, new Place(location.getLineNr(), location.getColumnNr()));
  }
}
