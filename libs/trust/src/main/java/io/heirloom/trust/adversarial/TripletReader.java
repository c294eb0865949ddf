package io.heirloom.trust.adversarial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.data.DataFile;
import io.heirloom.trust.data.GzipFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one file in the record layout of AdvGLUE and AdvGLUE++: an object with a list of records
 * for each task. It is read record by record, so that what is left aside costs no memory.
 */
final class TripletReader {
  /** Movie reviews: attacked in files of this layout, but no task of GLUE. */
  private static final String OTHER_TASK = "mr";

  private static final int MOST_RECORDS = 1_000_000;
  private static final int LARGEST_BYTES = 1 << 28;
  private static final int DEEPEST = 64;
  private static final int LONGEST_NAME = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .build())
          .build();

  private final String place;
  private final JsonParser parser;
  private final List<Triplet> triplets = new ArrayList<>();
  private int uncut;
  private int ofOtherTasks;

  private TripletReader(String place, JsonParser parser) {
    this.place = place;
    this.parser = parser;
  }

  /**
   * What a file holds.
   *
   * @param triplets in its order; some may be unchanged or repeated
   * @param uncut how many records there are besides whose joined adversarial text cannot be cut
   * @param ofOtherTasks how many records of movie reviews there are besides
   */
  record Content(List<Triplet> triplets, int uncut, int ofOtherTasks) {}

  /**
   * Reads a file, plain or gzip.
   *
   * @throws InvalidInputException naming file and record where it is no such file
   */
  static Content read(DataFile file) {
    try (JsonParser parser = JSON.createParser(GzipFile.inflated(file, LARGEST_BYTES).reader())) {
      TripletReader reader = new TripletReader(file.place(), parser);
      reader.readTasks();
      return new Content(reader.triplets, reader.uncut, reader.ofOtherTasks);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file.place(), e.getOriginalMessage(), "JSON as AdvGLUE publishes it", e);
    } catch (IOException e) {
      // Bytes in memory cannot fail to be read, only to be what they ought to be.
      throw new InvalidInputException(
          file.place(), e.getMessage(), "JSON in UTF-8, plain or gzip, whole", e);
    }
  }

  private void readTasks() throws IOException {
    expect(parser.nextToken(), JsonToken.START_OBJECT, place, "an object of tasks");
    Set<Task> seen = EnumSet.noneOf(Task.class);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String word = parser.currentName();
      Optional<Task> task = Task.of(word).filter(Task.ofGlue()::contains);
      if (task.isEmpty() && !word.equals(OTHER_TASK)) {
        throw new InvalidInputException(place, word, Task.words(Task.ofGlue()) + ", " + OTHER_TASK);
      }
      if (task.isPresent() && !seen.add(task.get())) {
        throw new InvalidInputException(place, word, "each task once");
      }
      readRecords(word, task);
    }
    expect(parser.nextToken(), null, place, "nothing after the object");
  }

  private void readRecords(String word, Optional<Task> task) throws IOException {
    expect(parser.nextToken(), JsonToken.START_ARRAY, place + ": " + word, "a list of records");
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      String shownAs = place + ": " + word + " record " + index;
      expect(parser.currentToken(), JsonToken.START_OBJECT, shownAs, "an object");
      if (triplets.size() == MOST_RECORDS) {
        throw new InvalidInputException(shownAs, "one more", MOST_RECORDS + " records at most");
      }
      if (task.isPresent()) {
        RecordFields fields = RecordFields.read(shownAs, parser);
        new TripletRecord(task.get(), fields)
            .triplet(place)
            .ifPresentOrElse(triplets::add, () -> uncut++);
      } else {
        parser.skipChildren();
        ofOtherTasks++;
      }
    }
  }

  private static void expect(JsonToken found, JsonToken expected, String shownAs, String allowed) {
    if (found != expected) {
      throw new InvalidInputException(shownAs, found == null ? "nothing" : found, allowed);
    }
  }
}
