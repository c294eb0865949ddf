package io.heirloom.trust.adversarial;

import io.heirloom.trust.data.DataFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The records of some files that can be used, in their order, and how many others there are.
 *
 * @param unchanged how many were left out because the attack changed nothing
 * @param repeated how many because the same clean and adversarial text of a task came before
 * @param uncut how many because the attack destroyed the border between two joined texts
 * @param ofOtherTasks how many because they belong to no task of GLUE
 */
record Triplets(List<Triplet> triplets, int unchanged, int repeated, int uncut, int ofOtherTasks) {
  Triplets {
    triplets = List.copyOf(triplets);
  }

  /**
   * Reads files in the record layout of AdvGLUE and AdvGLUE++, plain or gzip.
   *
   * @throws io.heirloom.lineage.InvalidInputException naming file and record where one is no such
   *     file
   */
  static Triplets read(List<DataFile> files) {
    List<Triplet> kept = new ArrayList<>();
    Set<Texts> seen = new HashSet<>();
    int unchanged = 0;
    int repeated = 0;
    int uncut = 0;
    int ofOtherTasks = 0;
    for (DataFile file : files) {
      TripletReader.Content content = TripletReader.read(file);
      uncut += content.uncut();
      ofOtherTasks += content.ofOtherTasks();
      for (Triplet triplet : content.triplets()) {
        if (triplet.clean().equals(Optional.of(triplet.adversarial()))) {
          unchanged++;
        } else if (!seen.add(Texts.of(triplet))) {
          repeated++;
        } else {
          kept.add(triplet);
        }
      }
    }
    return new Triplets(kept, unchanged, repeated, uncut, ofOtherTasks);
  }

  private record Texts(Task task, Optional<List<String>> clean, List<String> adversarial) {
    static Texts of(Triplet triplet) {
      return new Texts(triplet.task(), triplet.clean(), triplet.adversarial());
    }
  }
}
