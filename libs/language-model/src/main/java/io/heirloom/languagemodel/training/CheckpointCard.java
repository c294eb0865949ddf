package io.heirloom.languagemodel.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a checkpoint tells of how it came to be, in a file of its own that other programs pass over.
 * The same training gives the same file.
 *
 * @param startedFrom the model it was before
 * @param rows how many it was trained on
 * @param steps optimiser steps it took
 * @param privacySpent of its rows' privacy; empty where that was not kept
 */
public record CheckpointCard(
    ModelSource startedFrom,
    TrainingSettings training,
    long seed,
    int rows,
    long steps,
    Optional<PrivacySpent> privacySpent) {
  private static final String FILE = "heirloom-card.json";
  private static final long LARGEST_BYTES = 1 << 16;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** Writes it into a checkpoint's folder. */
  public void write(Path checkpoint) {
    try {
      Files.writeString(checkpoint.resolve(FILE), JSON.writeValueAsString(this) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The card of a checkpoint, if it has one.
   *
   * @throws InvalidInputException if it has a file of that name that is none
   */
  public static Optional<CheckpointCard> of(Path checkpoint) {
    Path file = checkpoint.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > LARGEST_BYTES) {
        throw new InvalidInputException(file.toString(), Files.size(file), "64 KiB at most");
      }
      return Optional.of(JSON.readValue(Files.readString(file), CheckpointCard.class));
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file.toString(), e.getOriginalMessage(), "a checkpoint's card", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
