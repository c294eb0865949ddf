package io.heirloom.gateway.study;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** Something that happened in a study, as those who watch it are told. */
@Entity
@Table(name = "happening")
public class HappeningEntity {
  @EmbeddedId private HappeningId id;

  @Enumerated(EnumType.STRING)
  private HappeningKind kind;

  private String payload;

  /** For Hibernate. */
  protected HappeningEntity() {}

  /**
   * The next thing that happens in {@code study}.
   *
   * @param payload JSON
   */
  public HappeningEntity(StudyEntity study, HappeningKind kind, String payload) {
    this.id = new HappeningId(study.id().value(), study.nextHappening());
    this.kind = kind;
    this.payload = payload;
  }

  public long number() {
    return id.number();
  }

  public HappeningKind kind() {
    return kind;
  }

  /** JSON. */
  public String payload() {
    return payload;
  }
}
