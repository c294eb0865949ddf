package io.heirloom.trust.privacy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.GzipFile;
import io.heirloom.trust.data.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads e-mails from JSON lines (one object a line, its text in {@code body}, its name in {@code
 * id}) or from a table with a column {@code text} or {@code body} and perhaps {@code id}; either
 * may be compressed by gzip. All else that is in them is passed over. An e-mail without id gets its
 * place in the file for one: {@code #1}, {@code #2}. A table's texts lose the blanks around them;
 * those of JSON lines are kept as they are.
 */
final class EmailReader {
  static final int LARGEST_BYTES = 1 << 28;
  static final int MOST_EMAILS = 1_000_000;
  static final int LONGEST_BODY = 1 << 20;

  /** Six bytes for each character of a body, as JSON may need, and room for the other fields. */
  static final int LONGEST_LINE = 8 * LONGEST_BODY;

  private static final int DEEPEST = 64;
  private static final int LONGEST_ID = 1_000;
  private static final String ID = "id";
  private static final String BODY = "body";
  private static final String TEXT = "text";
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_LINE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String place;
  private final List<Email> emails = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private EmailReader(String place) {
    this.place = place;
  }

  /**
   * All e-mails of a file, in its order.
   *
   * @throws InvalidInputException naming file and line or row where it is not such a file: no
   *     UTF-8, no JSON, a missing or blank text, an id that is no text or comes twice, more than
   *     256 MiB once inflated, a million e-mails, 8 MiB a line or 1,048,576 characters a text; or
   *     if it holds no e-mail
   */
  static List<Email> read(DataFile compressed) {
    DataFile file = GzipFile.inflated(compressed, LARGEST_BYTES);
    EmailReader reader = new EmailReader(file.place());
    int start = startOfText(file.content());
    if (file.columns().isEmpty() && isJson(file.content(), start)) {
      reader.readLines(file.content(), start);
    } else {
      reader.readTable(Table.read(file));
    }
    if (reader.emails.isEmpty()) {
      throw new InvalidInputException(file.place(), "no e-mails", "one or more");
    }
    return List.copyOf(reader.emails);
  }

  private static int startOfText(byte[] content) {
    return Arrays.mismatch(content, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length
        ? BYTE_ORDER_MARK.length
        : 0;
  }

  /** Whether it begins as JSON does, be it the kind that is read or not. */
  private static boolean isJson(byte[] content, int start) {
    int position = start;
    while (position < content.length && Character.isWhitespace(content[position])) {
      position++;
    }
    return position < content.length && (content[position] == '{' || content[position] == '[');
  }

  private void readTable(Table table) {
    int text = table.column(TEXT, BODY);
    Optional<Integer> id = table.find(ID);
    for (int row = 0; row < table.size(); row++) {
      int current = row;
      add(table.place(row), id.map(column -> table.cell(current, column)), table.cell(row, text));
    }
  }

  private void readLines(byte[] content, int start) {
    int from = start;
    for (int number = 1; from < content.length; number++) {
      int end = from;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      readLine(number, ByteBuffer.wrap(content, from, end - from));
      from = end + 1;
    }
  }

  private void readLine(int number, ByteBuffer utf8) {
    String at = place + " line " + number;
    if (utf8.remaining() > LONGEST_LINE) {
      throw new InvalidInputException(at, utf8.remaining() + " bytes", LONGEST_LINE + " at most");
    }
    // Jackson itself would guess at UTF-16 and UTF-32, and forgives some broken UTF-8.
    String line = decoded(at, utf8);
    if (line.isBlank()) {
      return;
    }
    try (JsonParser parser = JSON.createParser(line)) {
      readObject(at, parser);
    } catch (JsonProcessingException e) {
      // Without what stands there: an e-mail is nobody's business.
      throw new InvalidInputException(
          at,
          "broken JSON",
          "one JSON object, each field named once, " + DEEPEST + " levels deep at most",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decoded(String at, ByteBuffer utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(at, "bytes that are no UTF-8", "UTF-8", e);
    }
  }

  private void readObject(String at, JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidInputException(at, "no object", "a JSON object");
    }
    Optional<String> id = Optional.empty();
    String body = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (field) {
        case ID -> id = Optional.of(text(at, field, value, parser));
        case BODY -> body = text(at, field, value, parser);
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidInputException(at, "more after the object", "one JSON object");
    }
    add(at, id, body);
  }

  private static String text(String at, String field, JsonToken value, JsonParser parser)
      throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw new InvalidInputException(at + ", " + field, value, "a text");
    }
    return parser.getText();
  }

  private void add(String at, Optional<String> named, String body) {
    if (emails.size() == MOST_EMAILS) {
      throw new InvalidInputException(at, "one e-mail more", MOST_EMAILS + " e-mails at most");
    }
    if (body.isBlank() || body.length() > LONGEST_BODY || !isUnicode(body)) {
      throw new InvalidInputException(
          at + ", " + BODY,
          body.isBlank() ? "no text" : body.length() + " characters",
          "1 to " + LONGEST_BODY + " characters of Unicode, not all blank");
    }
    String id = named.orElseGet(() -> "#" + (emails.size() + 1));
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new InvalidInputException(
          at + ", " + ID, id, "1 to " + LONGEST_ID + " characters, not all blank");
    }
    if (!ids.add(id)) {
      throw new InvalidInputException(at + ", " + ID, id, "each id once");
    }
    emails.add(new Email(id, body));
  }

  /** Whether no half of a surrogate pair stands alone, as JSON's escapes allow. */
  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
