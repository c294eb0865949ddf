package io.heirloom.chaos.evidence;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics ended at some moment.
 *
 * @param ends the offset of the next message, by partition
 */
public record Bookmark(Map<TopicPartition, Long> ends) {
  public Bookmark {
    ends = Map.copyOf(ends);
  }

  List<TopicPartition> of(String topic) {
    return ends.keySet().stream().filter(partition -> partition.topic().equals(topic)).toList();
  }
}
