package io.heirloom.lineage;

/**
 * One of the equal parts into which the rows of a step are cut.
 *
 * @param index from 0
 * @param count 1 or more; 1 means the step is not cut
 */
public record Shard(int index, int count) {
  /** The whole of a step. */
  public static final Shard WHOLE = new Shard(0, 1);

  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new InvalidInputException(
          "shard", index + " of " + count, "an index from 0 to count - 1");
    }
  }

  /** Whether the step is not cut. */
  public boolean whole() {
    return count == 1;
  }

  /** The first row of this shard where there are {@code rows} in all. */
  public int from(int rows) {
    return (int) ((long) rows * index / count);
  }

  /** The row after the last of this shard. */
  public int to(int rows) {
    return (int) ((long) rows * (index + 1) / count);
  }
}
