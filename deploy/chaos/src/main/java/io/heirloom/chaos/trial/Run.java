package io.heirloom.chaos.trial;

import java.io.PrintWriter;

/** Something to be shown. */
@FunctionalInterface
public interface Run {
  /** Whether everything held; what happened is printed. */
  boolean good(Trial trial, PrintWriter out) throws InterruptedException;
}
