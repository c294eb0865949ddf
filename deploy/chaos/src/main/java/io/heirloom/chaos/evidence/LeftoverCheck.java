package io.heirloom.chaos.evidence;

import io.heirloom.chaos.stack.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * Nobody but who was killed left anything behind in the store.
 *
 * @param killed how many times a worker may have been killed in the middle of something
 */
public record LeftoverCheck(Store store, long killed) implements Check {
  @Override
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    complain(complaints, store.staged().size(), "staged artifacts");
    complain(complaints, store.scratch().size(), "scratch folders");
    return complaints;
  }

  private void complain(List<String> complaints, int left, String what) {
    if (left > killed) {
      complaints.add(
          "%d %s are left behind, though only %d workers were killed"
              .formatted(left, what, killed));
    }
  }
}
