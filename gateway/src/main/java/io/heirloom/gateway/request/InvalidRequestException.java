package io.heirloom.gateway.request;

import java.util.List;
import java.util.stream.Collectors;

/** A request cannot be used; it says everything that is wrong with it. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems one or more
   */
  public InvalidRequestException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.field() + ": allowed: " + problem.allowed())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** The same, where every field that is in the text has its line. */
  public InvalidRequestException at(Lines lines) {
    return new InvalidRequestException(
        problems.stream().map(problem -> problem.at(lines)).toList());
  }

  public List<Problem> problems() {
    return problems;
  }
}
