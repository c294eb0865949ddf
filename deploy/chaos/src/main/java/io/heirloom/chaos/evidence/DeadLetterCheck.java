package io.heirloom.chaos.evidence;

import io.heirloom.chaos.fault.Messages;
import io.heirloom.lineage.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Every message that was spoiled is among the dead letters, and no other.
 *
 * @param since when the study began
 * @param orders whether orders that could not be done may be there, too
 */
public record DeadLetterCheck(Tapes tapes, Bookmark since, boolean orders) implements Check {
  @Override
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    Set<String> spoiled = new TreeSet<>();
    for (String topic : Messages.TOPICS) {
      tapes.since(since, topic).stream()
          .filter(record -> spoiledAs(record) != null)
          .forEach(record -> spoiled.add(spoiledAs(record)));
    }
    for (ConsumerRecord<String, byte[]> letter : tapes.since(since, Topics.DEAD_LETTERS)) {
      String as = spoiledAs(letter);
      if (as == null && !orders) {
        complaints.add("a dead letter that nobody spoiled: " + header(letter, "heirloom-reason"));
      }
      spoiled.remove(String.valueOf(as));
    }
    if (!spoiled.isEmpty()) {
      complaints.add(spoiled.size() + " spoiled messages are not among the dead letters");
    }
    return complaints;
  }

  private static String spoiledAs(ConsumerRecord<String, byte[]> record) {
    return header(record, Messages.SPOILED);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }
}
