package io.heirloom.trust.adversarial;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.attack.BlindAttack;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a user's own texts from a CSV file with the columns {@code text} and {@code label}, and
 * makes an adversarial text of each. No model is there to be attacked when data are read, so that
 * these are attacks on none: they are of use in training, but say nothing of a model's robustness.
 *
 * @param attack makes adversarial texts
 */
record CleanTextReader(BlindAttack attack) {
  private static final int LONGEST_TEXT = 10_000;
  private static final int LARGEST_LABEL = 99;

  /**
   * The texts of a file, in its order.
   *
   * @throws InvalidInputException naming file and row where it is no such file
   */
  List<Triplet> read(DataFile file) {
    Table table = Table.read(file);
    int texts = table.column("text");
    int labels = table.column("label");
    List<Triplet> triplets = new ArrayList<>(table.size());
    for (int row = 0; row < table.size(); row++) {
      String text = text(table.place(row), table.cell(row, texts));
      triplets.add(
          new Triplet(
              Task.OWN,
              Optional.of(List.of(text)),
              List.of(attack.on(text)),
              label(table.place(row), table.cell(row, labels)),
              Optional.empty(),
              file.place(),
              row));
    }
    return triplets;
  }

  private static String text(String place, String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw new InvalidInputException(
          place + ", text", text, "a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return text;
  }

  private static int label(String place, String label) {
    if (!label.matches("0|[1-9][0-9]?")) {
      throw new InvalidInputException(
          place + ", label", label, "a class, a whole number from 0 to " + LARGEST_LABEL);
    }
    return Integer.parseInt(label);
  }
}
