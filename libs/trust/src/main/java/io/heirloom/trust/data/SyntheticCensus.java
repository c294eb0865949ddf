package io.heirloom.trust.data;

import io.heirloom.lineage.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * A synthetic data set in Adult's columns with a known bias; see {@link CensusPerson} for how a row
 * is drawn. The same descriptor always gives the same bytes.
 *
 * @param seed of all that is drawn
 * @param trainingRows how many rows to train on, 1 or more
 * @param testRows how many rows to test on, 1 or more
 * @param femaleLogOdds direct effect of being female on the log-odds of a high income, all else
 *     equal; negative: to the disadvantage of women
 */
public record SyntheticCensus(
    String title,
    String licence,
    String citation,
    String about,
    int seed,
    int trainingRows,
    int testRows,
    double femaleLogOdds)
    implements DataSetDescriptor {
  public SyntheticCensus {
    if (trainingRows < 1 || testRows < 1) {
      throw new InvalidInputException("rows", trainingRows + ", " + testRows, "1 or more of each");
    }
  }

  /** The set itself. */
  DataSetFiles files() {
    RandomGenerator random = new Well19937c(seed);
    TreeMap<String, DataFile> files = new TreeMap<>();
    files.put("train", file("training part", trainingRows, random));
    files.put("test", file("test part", testRows, random));
    return new DataSetFiles(files);
  }

  private DataFile file(String part, int rows, RandomGenerator random) {
    StringBuilder table = new StringBuilder(CensusPerson.HEADER).append('\n');
    for (int row = 0; row < rows; row++) {
      table.append(CensusPerson.drawn(random, femaleLogOdds)).append('\n');
    }
    return DataFile.withHeader(
        "census, " + part, table.toString().getBytes(StandardCharsets.UTF_8));
  }
}
