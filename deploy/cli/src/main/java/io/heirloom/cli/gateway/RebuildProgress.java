package io.heirloom.cli.gateway;

import java.util.List;
import java.util.Optional;

/**
 * How far a rebuild of the gateway's database has come.
 *
 * @param state {@code running}, {@code completed} or {@code failed}
 * @param studies how many studies were put back
 * @param kept how many were left as they are
 * @param leftOut studies that cannot be put back, and why
 * @param reports how many reports of workers have been read
 * @param ofReports of about how many; 0 until it is known
 * @param orders how many orders were written again
 * @param reason why it failed
 */
public record RebuildProgress(
    String state,
    int studies,
    int kept,
    List<String> leftOut,
    long reports,
    long ofReports,
    int orders,
    Optional<String> reason) {

  /** Whether it goes on. */
  public boolean isUnderWay() {
    return state.equals("running");
  }
}
