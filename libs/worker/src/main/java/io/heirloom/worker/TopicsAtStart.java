package io.heirloom.worker;

import io.heirloom.topics.TopicSetup;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/** Makes missing topics before any channel connects to them. */
@Singleton
final class TopicsAtStart {
  private final TopicSetup topics;

  TopicsAtStart(TopicSetup topics) {
    this.topics = topics;
  }

  void make(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    topics.createMissingTopics();
  }
}
