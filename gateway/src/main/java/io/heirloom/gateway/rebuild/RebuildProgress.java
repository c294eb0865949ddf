package io.heirloom.gateway.rebuild;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;

/**
 * How far a rebuild of the database from Kafka has come.
 *
 * @param state {@code running}, {@code completed} or {@code failed}
 * @param studies how many studies were put back
 * @param kept how many were left as they are in the database
 * @param leftOut studies that cannot be put back, and why
 * @param reports how many reports of workers, of all studies, have been read
 * @param ofReports of about how many; 0 until it is known
 * @param orders how many orders were written again, of steps that wait
 * @param reason why it failed
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RebuildProgress(
    String state,
    int studies,
    int kept,
    List<String> leftOut,
    long reports,
    long ofReports,
    int orders,
    Optional<String> reason) {

  public RebuildProgress {
    leftOut = List.copyOf(leftOut);
  }
}
