package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a triplet of a record. A record has the task's own fields, and {@code original_FIELD} for
 * each that was changed; or, for tasks of two fields in AdvGLUE++, one {@code sentence} that joins
 * both, and {@code original_sentence}.
 */
record TripletRecord(Task task, RecordFields fields) {
  private static final String ORIGINAL = "original_";
  private static final String JOINED = "sentence";
  private static final int LARGEST_ROW = 999_999_999;

  /**
   * The triplet.
   *
   * @param file what it stands in
   * @return empty if both texts are joined and the attack destroyed the border between them
   * @throws InvalidInputException if the record is not of either shape
   */
  Optional<Triplet> triplet(String file) {
    checkOriginals();
    Optional<List<String>> adversarial = isJoined() ? cut(JOINED) : Optional.of(own(task.fields()));
    return adversarial.map(
        texts ->
            new Triplet(
                task,
                clean(),
                texts,
                fields.number("label", task.classes() - 1),
                fields.optionalText("method"),
                file,
                fields.number(fields.has("idx") ? "idx" : "index", LARGEST_ROW)));
  }

  /** QNLI has a field of the joined one's name: the absence of its first field tells. */
  private boolean isJoined() {
    return task.fields().size() > 1
        && !fields.hasText(task.fields().get(0))
        && fields.hasText(JOINED);
  }

  private void checkOriginals() {
    List<String> known = isJoined() ? List.of(JOINED) : task.fields();
    for (String name : fields.textNames()) {
      if (name.startsWith(ORIGINAL) && !known.contains(name.substring(ORIGINAL.length()))) {
        throw new InvalidInputException(
            fields.shownAs(), name, ORIGINAL + String.join(", " + ORIGINAL, known));
      }
    }
  }

  private Optional<List<String>> clean() {
    if (fields.textNames().stream().noneMatch(name -> name.startsWith(ORIGINAL))) {
      return Optional.empty();
    }
    if (!isJoined()) {
      return Optional.of(
          own(
              task.fields().stream()
                  .map(name -> fields.hasText(ORIGINAL + name) ? ORIGINAL + name : name)
                  .toList()));
    }
    List<String> texts =
        cut(ORIGINAL + JOINED)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        fields.shownAs() + ", " + ORIGINAL + JOINED,
                        fields.text(ORIGINAL + JOINED),
                        String.join(": … ", task.joinedFields()) + ": …"));
    return Optional.of(texts);
  }

  private List<String> own(List<String> names) {
    return names.stream().map(fields::text).toList();
  }

  /** Cuts a joined text at the first place where the second field may begin. */
  private Optional<List<String>> cut(String name) {
    Matcher texts = joinedForm().matcher(fields.text(name));
    return texts.matches()
        ? Optional.of(List.of(texts.group(1).strip(), texts.group(2).strip()))
        : Optional.empty();
  }

  private Pattern joinedForm() {
    return Pattern.compile(
        task.joinedFields().get(0)
            + "\\s*:\\s*(\\S.*?)\\s"
            + task.joinedFields().get(1)
            + "\\s*:\\s*(\\S.*)",
        Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  }
}
