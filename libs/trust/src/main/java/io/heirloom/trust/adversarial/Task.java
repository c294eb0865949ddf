package io.heirloom.trust.adversarial;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tasks of GLUE that AdvGLUE and AdvGLUE++ attack, and one for a user's own texts. Evaluations
 * put tasks down by their position here: a new one goes to the end.
 */
enum Task {
  SST2("sst2", 2, List.of("sentence")),
  QQP("qqp", 2, List.of("question1", "question2")),
  MNLI("mnli", 3, List.of("premise", "hypothesis")),
  MNLI_MM("mnli-mm", 3, List.of("premise", "hypothesis")),
  QNLI("qnli", 2, List.of("question", "sentence")),
  RTE("rte", 2, List.of("sentence1", "sentence2"), List.of("premise", "hypothesis")),
  OWN("own", 0, List.of("text"));

  private final String word;
  private final int classes;
  private final List<String> fields;
  private final List<String> joinedFields;

  Task(String word, int classes, List<String> fields) {
    this(word, classes, fields, fields);
  }

  Task(String word, int classes, List<String> fields, List<String> joinedFields) {
    this.word = word;
    this.classes = classes;
    this.fields = fields;
    this.joinedFields = joinedFields;
  }

  /** Its name in published files, study files and metrics. */
  String word() {
    return word;
  }

  /** How many classes it has; labels are from 0 on. 0 for a user's own texts: their labels tell. */
  int classes() {
    return classes;
  }

  /** The names of its text fields, one or two. */
  List<String> fields() {
    return fields;
  }

  /** What its fields are called in records of AdvGLUE++ that join both in one text. */
  List<String> joinedFields() {
    return joinedFields;
  }

  /**
   * The text a classifier reads: each field after its name, as in {@code question1: … question2: …}
   * and {@code sentence: …}. That is the form of DecodingTrust's prompts and joined records, but
   * that RTE keeps the names it has in GLUE: a model that learns all tasks at once can then tell it
   * from MNLI, whose labels mean something else. A user's own text stays as it is.
   *
   * @param texts of each field
   */
  String text(List<String> texts) {
    if (this == OWN) {
      return texts.get(0);
    }
    return IntStream.range(0, fields.size())
        .mapToObj(field -> fields.get(field) + ": " + texts.get(field))
        .collect(Collectors.joining(" "));
  }

  /** Those of GLUE. */
  static Set<Task> ofGlue() {
    return EnumSet.complementOf(EnumSet.of(OWN));
  }

  /** The task of that word. */
  static Optional<Task> of(String word) {
    return Arrays.stream(values()).filter(task -> task.word.equals(word)).findFirst();
  }

  /** The words of some tasks, for messages. */
  static String words(Collection<Task> tasks) {
    return tasks.stream().map(Task::word).collect(Collectors.joining(", "));
  }
}
