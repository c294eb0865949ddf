package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.attack.Target;
import io.heirloom.trust.classification.JudgedExample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A text that models are judged on.
 *
 * @param kind its task, and whether it is a clean or an adversarial text
 * @param fields the text of each of the task's fields
 * @param label the true class, from 0
 */
record JudgedText(Kind kind, List<String> fields, int label) {
  /**
   * A kind of texts: what the group of a judged row stands for.
   *
   * @param adversarial whether an attack changed them
   */
  record Kind(Task task, boolean adversarial) {
    private static final List<Kind> BY_GROUP =
        IntStream.range(0, 2 * Task.values().length)
            .mapToObj(group -> new Kind(Task.values()[group / 2], group % 2 == 1))
            .toList();

    /**
     * What a group stands for.
     *
     * @throws InvalidInputException if it stands for nothing
     */
    static Kind ofGroup(int group) {
      if (group < 0 || group >= BY_GROUP.size()) {
        throw new InvalidInputException(
            "scored rows: group", group, "0 to " + (BY_GROUP.size() - 1));
      }
      return BY_GROUP.get(group);
    }

    int group() {
      return 2 * task.ordinal() + (adversarial ? 1 : 0);
    }
  }

  JudgedText {
    fields = List.copyOf(fields);
  }

  /**
   * The texts of records to judge by: each adversarial text, and each clean text once, before the
   * first that was made of it. A user's own set has clean texts only.
   */
  static List<JudgedText> of(List<Triplet> records) {
    List<JudgedText> texts = new ArrayList<>();
    Set<JudgedText> seen = new HashSet<>();
    for (Triplet triplet : records) {
      triplet
          .clean()
          .map(fields -> new JudgedText(new Kind(triplet.task(), false), fields, triplet.label()))
          .filter(seen::add)
          .ifPresent(texts::add);
      if (triplet.task() != Task.OWN) {
        Kind adversarial = new Kind(triplet.task(), true);
        texts.add(new JudgedText(adversarial, triplet.adversarial(), triplet.label()));
      }
    }
    return texts;
  }

  JudgedExample row() {
    return new JudgedExample(kind.task.text(fields), label, kind.group());
  }

  /** The text under attack, any of whose fields may be changed. */
  Target target() {
    return new Target(
        fields,
        IntStream.range(0, fields.size()).boxed().collect(Collectors.toCollection(TreeSet::new)),
        label);
  }
}
