package io.heirloom.trust.ood;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.json.JsonText;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads DecodingTrust's {@code style.json} (Wang et al. 2023): under {@code dev} a list of
 * sentences for each style, {@code base} among them. What else it holds is left aside.
 */
final class StyleReader {
  private static final String BASE = "base";
  private static final int LARGEST_BYTES = 1 << 26;

  private final String place;
  private final JsonNode lists;

  private StyleReader(String place, JsonNode lists) {
    this.place = place;
    this.lists = lists;
  }

  /**
   * The styles of a file.
   *
   * @throws InvalidInputException naming file, style and record where it is no such file: over 64
   *     MiB, no JSON, no base list or no other, base ids that leave a gap, a styled sentence whose
   *     id or label is not that of a base sentence, or comes twice in its style
   */
  static Styles read(DataFile file) {
    if (file.content().length > LARGEST_BYTES) {
      throw new InvalidInputException(
          file.place(), file.content().length + " bytes", "64 MiB at most");
    }
    JsonNode lists = JsonText.object(file.place(), file.content()).path("dev");
    if (!lists.isObject() || !lists.has(BASE) || lists.size() < 2) {
      throw new InvalidInputException(
          file.place() + ": dev", lists, "an object of lists, '" + BASE + "' and styles");
    }
    return new StyleReader(file.place(), lists).styles();
  }

  private Styles styles() {
    SortedMap<Integer, Sentence> byId = list(BASE);
    if (byId.isEmpty() || byId.lastKey() != byId.size() - 1) {
      throw new InvalidInputException(
          place(BASE), byId.size() + " ids", "ids from 0 on, none left out");
    }
    List<Sentence> base = new ArrayList<>(byId.values());
    List<StyledSentence> styled = new ArrayList<>();
    for (Map.Entry<String, JsonNode> list : lists.properties()) {
      if (!list.getKey().equals(BASE)) {
        list(list.getKey())
            .forEach((id, sentence) -> styled.add(styled(list.getKey(), id, sentence, base)));
      }
    }
    return new Styles(base, styled);
  }

  private StyledSentence styled(String style, int id, Sentence sentence, List<Sentence> base) {
    if (id >= base.size() || base.get(id).label() != sentence.label()) {
      throw new InvalidInputException(
          place(style),
          "id " + id + " with label " + sentence.label(),
          "the ids of '" + BASE + "', each with its label there");
    }
    return new StyledSentence(style, id, sentence.text(), sentence.label());
  }

  private SortedMap<Integer, Sentence> list(String style) {
    JsonNode records = lists.get(style);
    if (!records.isArray()) {
      throw new InvalidInputException(place(style), records, "a list");
    }
    SortedMap<Integer, Sentence> byId = new TreeMap<>();
    for (int index = 0; index < records.size(); index++) {
      String shownAs = place(style) + " record " + index;
      JsonNode sentence = records.get(index);
      int id = id(shownAs, sentence.path("id"));
      if (byId.put(id, sentence(shownAs, sentence)) != null) {
        throw new InvalidInputException(shownAs + ", id", id, "each id once");
      }
    }
    return byId;
  }

  private static int id(String shownAs, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0) {
      throw new InvalidInputException(shownAs + ", id", id, "a whole number, 0 or more");
    }
    return id.intValue();
  }

  private static Sentence sentence(String shownAs, JsonNode sentence) {
    JsonNode text = sentence.path("sentence");
    JsonNode label = sentence.path("label");
    if (!text.isTextual()) {
      throw new InvalidInputException(shownAs + ", sentence", text, "a text");
    }
    return new Sentence(
        SentenceChecks.text(shownAs, text.textValue()),
        SentenceChecks.label(shownAs, label.asText()));
  }

  private String place(String style) {
    return place + ": dev, " + style;
  }
}
