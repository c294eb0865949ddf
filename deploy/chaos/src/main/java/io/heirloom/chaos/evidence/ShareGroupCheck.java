package io.heirloom.chaos.evidence;

import io.heirloom.lineage.Topics;
import io.heirloom.lineage.step.Evaluate;
import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;

/**
 * No order is left that nobody is done with.
 *
 * @param kafka properties of Kafka's clients
 */
public record ShareGroupCheck(Map<String, Object> kafka) implements Check {
  private static final List<Class<? extends Step>> STEPS =
      List.of(TrainWeak.class, Label.class, TrainStrong.class, Evaluate.class);

  @Override
  public List<String> complaints() throws ExecutionException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    try (Admin admin = Admin.create(kafka)) {
      for (Class<? extends Step> step : STEPS) {
        long left = left(admin, Topics.groupFor(step));
        if (left != 0) {
          complaints.add(left + " orders are left on " + Topics.ordersFor(step));
        }
      }
    }
    return complaints;
  }

  // The start offset alone would not do: it stays behind until the group is told of more.
  private static long left(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    return admin
        .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
        .partitionsToOffsetInfo(group)
        .get()
        .values()
        .stream()
        .mapToLong(ShareGroupCheck::left)
        .sum();
  }

  private static long left(SharePartitionOffsetInfo partition) {
    return partition
        .lag()
        .orElseThrow(() -> new IllegalStateException("the broker does not know what is left"));
  }
}
