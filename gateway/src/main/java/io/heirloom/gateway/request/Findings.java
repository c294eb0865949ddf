package io.heirloom.gateway.request;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found wrong with a request while it is read, each thing once, with its line. */
final class Findings {
  private static final int LONGEST_SHOWN = 200;

  private final Lines lines;
  private final Set<Problem> problems = new LinkedHashSet<>();

  Findings(Lines lines) {
    this.lines = lines;
  }

  /** Something that is there and cannot be used. */
  void add(String field, String value, String allowed) {
    String shown = shortened(field);
    problems.add(new Problem(shown, shortened(value), allowed).at(lines));
  }

  /** Something that must be there. */
  void missing(String field, String allowed) {
    Problem problem = new Problem(field, "nothing", allowed + "; it must be given");
    problems.add(problem.at(lines.ofMissing(field)));
  }

  /**
   * Ends a reading.
   *
   * @throws InvalidRequestException with everything that was found, if anything was
   */
  void orThrow() {
    if (!problems.isEmpty()) {
      throw new InvalidRequestException(List.copyOf(problems));
    }
  }

  /** A text of which a person need not see all. */
  static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
