package io.heirloom.chaos.evidence;

import java.util.List;

/** Something that must hold once a study has ended and everything has recovered. */
@FunctionalInterface
public interface Check {
  /** What does not hold, a sentence each; empty if all is well. */
  List<String> complaints() throws Exception;
}
