package io.heirloom.gateway.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts what a rebuild has done; looked at by others meanwhile. */
final class Tally {
  private final List<String> leftOut = new ArrayList<>();
  private String state = "running";
  private int studies;
  private int kept;
  private long reports;
  private long ofReports;
  private int orders;
  private String reason;

  synchronized void restored() {
    studies++;
  }

  synchronized void kept() {
    kept++;
  }

  /** A study cannot be put back, for a reason. */
  synchronized void leftOut(Object study, String because) {
    leftOut.add(study + ": " + because);
  }

  synchronized void reading(long inAll) {
    ofReports = inAll;
  }

  synchronized void read(int more) {
    reports += more;
  }

  synchronized void ordered(int more) {
    orders += more;
  }

  synchronized void completed() {
    state = "completed";
  }

  synchronized void failed(String because) {
    state = "failed";
    reason = because;
  }

  synchronized boolean isUnderWay() {
    return state.equals("running");
  }

  synchronized RebuildProgress progress() {
    return new RebuildProgress(
        state, studies, kept, leftOut, reports, ofReports, orders, Optional.ofNullable(reason));
  }
}
