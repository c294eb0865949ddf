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
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * No order is left that nobody is done with.
 *
 * @param kafka properties of Kafka's clients
 */
public record ShareGroupCheck(Map<String, Object> kafka, Tapes tapes) implements Check {
  private static final List<Class<? extends Step>> STEPS =
      List.of(TrainWeak.class, Label.class, TrainStrong.class, Evaluate.class);

  @Override
  public List<String> complaints() throws ExecutionException, InterruptedException {
    List<String> complaints = new ArrayList<>();
    try (Admin admin = Admin.create(kafka)) {
      for (Class<? extends Step> step : STEPS) {
        Map<TopicPartition, Long> starts = starts(admin, Topics.groupFor(step));
        int left = tapes.from(starts).size();
        if (left > 0) {
          complaints.add(left + " orders are left on " + Topics.ordersFor(step) + " " + admin.listShareGroupOffsets(Map.of(Topics.groupFor(step), new ListShareGroupOffsetsSpec())).all().get() + tapes.end(List.of(Topics.ordersFor(step))));
        }
      }
    }
    return complaints;
  }

  /** Before which offset a group is done with everything, by partition. */
  private static Map<TopicPartition, Long> starts(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, SharePartitionOffsetInfo> offsets =
        admin
            .listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
            .partitionsToOffsetInfo(group)
            .get();
    return offsets.entrySet().stream()
        .filter(offset -> offset.getValue() != null)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, offset -> Math.max(0, offset.getValue().startOffset())));
  }
}
