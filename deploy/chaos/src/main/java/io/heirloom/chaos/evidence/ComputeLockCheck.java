package io.heirloom.chaos.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Nobody holds a compute slot. */
public record ComputeLockCheck(Path folder) implements Check {
  @Override
  public List<String> complaints() throws IOException {
    List<String> complaints = new ArrayList<>();
    try (Stream<Path> locks = Files.list(folder)) {
      for (Path file : locks.toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock == null) {
            complaints.add("the compute slot " + file.getFileName() + " is held");
          }
        }
      }
    }
    return complaints;
  }
}
