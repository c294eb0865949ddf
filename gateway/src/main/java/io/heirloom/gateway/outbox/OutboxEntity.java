package io.heirloom.gateway.outbox;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.CancelStudy;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.StepOrder;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A message that is sure to be published, because it was written with what it is about. */
@Entity
@Table(name = "outbox")
public class OutboxEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String topic;
  private String messageKey;
  private String type;
  private String subject;
  private byte[] payload;
  private Instant writtenAt;

  /** For Hibernate. */
  protected OutboxEntity() {}

  private OutboxEntity(
      String topic, String messageKey, String type, StudyId study, Object payload, Instant at) {
    this.topic = topic;
    this.messageKey = messageKey;
    this.type = type;
    this.subject = study.value();
    this.payload = LineageJson.write(payload);
    this.writtenAt = at;
  }

  /** An order for the workers. */
  public static OutboxEntity of(StepOrder order, Instant at) {
    return new OutboxEntity(
        order.topic(), order.key().toString(), Topics.ORDER_TYPE, order.study(), order, at);
  }

  /** A fact for whoever is to know of the study what its gateway knows. */
  public static OutboxEntity of(StudyFact fact) {
    return new OutboxEntity(
        Topics.STUDIES, fact.study().value(), Topics.FACT_TYPE, fact.study(), fact, fact.at());
  }

  /** A word to all workers. */
  public static OutboxEntity of(CancelStudy cancel) {
    return new OutboxEntity(
        Topics.CONTROL,
        cancel.study().value(),
        Topics.CANCEL_TYPE,
        cancel.study(),
        cancel,
        cancel.at());
  }

  Long id() {
    return id;
  }

  String topic() {
    return topic;
  }

  String messageKey() {
    return messageKey;
  }

  String type() {
    return type;
  }

  String subject() {
    return subject;
  }

  byte[] payload() {
    return payload;
  }

  Instant writtenAt() {
    return writtenAt;
  }
}
