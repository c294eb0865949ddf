package io.heirloom.languagemodel.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFile;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a training in a file, written aside and renamed, so that there is a whole one or
 * none. One that is damaged, or of another training, is passed over: training then begins anew.
 */
final class TrainingState {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingState.class);
  private static final String FILE = "training-state.safetensors";
  private static final String PROGRESS = "progress";
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Saving may cost a fiftieth of the time at most. */
  private static final int LARGEST_SHARE = 50;

  private final Supplier<Path> folder;
  private final long interval;
  private long next;

  /** What is kept beside the tensors. */
  private record Record(Progress progress, long checksum) {}

  TrainingState(Supplier<Path> folder, Duration interval) {
    this.folder = folder;
    this.interval = interval.toNanos();
    this.next = System.nanoTime() + this.interval;
  }

  /** Saves if it is time to. */
  void saveWhenDue(Progress progress, TrainableNetwork network) {
    if (System.nanoTime() - next >= 0) {
      save(progress, network);
    }
  }

  /** Saves now. Where that fails, the training goes on with the state that was saved before. */
  void save(Progress progress, TrainableNetwork network) {
    long began = System.nanoTime();
    try {
      write(progress, network);
    } catch (UncheckedIOException e) {
      LOG.warn("the state of training after step {} was not saved", progress.step(), e);
    }
    long ended = System.nanoTime();
    next = ended + Math.max(interval, LARGEST_SHARE * (ended - began));
  }

  private void write(Progress progress, TrainableNetwork network) {
    SortedMap<String, TensorForm> forms = network.stateForms();
    byte[] json = write(new Record(progress, checksum(forms, network)));
    forms.put(PROGRESS, new TensorForm(ElementType.U8, List.of((long) json.length)));
    SafetensorsWriter.write(
        folder.get().resolve(FILE),
        forms,
        name -> name.equals(PROGRESS) ? ByteBuffer.wrap(json) : network.stateContent(name));
  }

  /** Gives the network the saved state, if there is one, and says how far it was. */
  Optional<Progress> restore(TrainableNetwork network) {
    Path file = folder.get().resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (SafetensorsFile saved = SafetensorsFile.open(file)) {
      Record kept = read(saved);
      SortedMap<String, TensorForm> forms = new TreeMap<>(saved.tensors());
      forms.remove(PROGRESS);
      if (checksum(saved, forms) != kept.checksum()) {
        throw new IllegalArgumentException("its checksum is another");
      }
      network.restore(forms, saved::content);
      LOG.info("training goes on after step {}", kept.progress().step());
      return Optional.of(kept.progress());
    } catch (InvalidInputException | IllegalArgumentException | UncheckedIOException e) {
      LOG.warn("training begins anew: its saved state {} is of no use: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static long checksum(SortedMap<String, TensorForm> forms, TrainableNetwork network) {
    CRC32C checksum = new CRC32C();
    forms.keySet().forEach(name -> checksum.update(network.stateContent(name)));
    return checksum.getValue();
  }

  private static long checksum(SafetensorsFile saved, SortedMap<String, TensorForm> forms) {
    CRC32C checksum = new CRC32C();
    forms.keySet().forEach(name -> checksum.update(saved.content(name)));
    return checksum.getValue();
  }

  private static byte[] write(Record kept) {
    try {
      return MAPPER.writeValueAsBytes(kept);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Record read(SafetensorsFile saved) {
    ByteBuffer content = saved.content(PROGRESS);
    byte[] json = new byte[content.remaining()];
    content.get(json);
    try {
      return MAPPER.readValue(json, Record.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
