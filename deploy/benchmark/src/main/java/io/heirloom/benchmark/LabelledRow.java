package io.heirloom.benchmark;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of the data.
 *
 * @param ids its tokens
 * @param label its class, 0 or 1; 0 where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record LabelledRow(int[] ids, int label) {
  static List<LabelledRow> read(Path file) throws IOException {
    try (MappingIterator<LabelledRow> rows =
        new JsonMapper().readerFor(LabelledRow.class).readValues(file.toFile())) {
      return rows.readAll();
    }
  }
}
