package io.heirloom.chaos.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The artifact store of the system under test, from outside: its files. */
public final class Store {
  private static final int MEGABYTE = 1 << 20;

  private final Path root;
  private final boolean mounted;

  private Store(Path root, boolean mounted) {
    this.root = root;
    this.mounted = mounted;
  }

  /** Whether this process may give the store a small disk of its own. */
  public static boolean canBeSmall() {
    try {
      Path folder = Files.createTempDirectory("heirloom-mount");
      boolean mounted = mount(folder, 1);
      if (mounted) {
        unmount(folder);
      }
      Files.delete(folder);
      return mounted;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A store that services open in a folder.
   *
   * @param megabytes of the disk it gets; 0: that of the folder
   */
  static Store open(Path root, int megabytes) throws IOException {
    Files.createDirectories(root);
    boolean small = megabytes > 0;
    if (small && !mount(root, megabytes)) {
      throw new IOException("no disk can be mounted at " + root);
    }
    return new Store(root, small);
  }

  /** Removes all that it holds. Nothing may be under way. */
  public void wipe() {
    try (Stream<Path> rooms = Files.list(root)) {
      for (Path room : rooms.filter(Files::isDirectory).toList()) {
        for (Path entry : entries(room)) {
          delete(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the store cannot be wiped", e);
    }
  }

  /** What is being written, or was left behind by who wrote it. */
  public List<Path> staged() {
    return entries(root.resolve("staging"));
  }

  /** What steps keep that may go on, or was left behind. */
  public List<Path> scratch() {
    return entries(root.resolve("scratch"));
  }

  /**
   * Turns a bit over in a file of an artifact.
   *
   * @return which file; null if there is none yet
   */
  public Path damage(SplittableRandom random) {
    List<Path> files = contents();
    if (files.isEmpty()) {
      return null;
    }
    Path file = files.get(random.nextInt(files.size()));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long position = random.nextLong(Math.max(1, channel.size()));
      ByteBuffer one = ByteBuffer.allocate(1);
      int unused = channel.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 1 << random.nextInt(Byte.SIZE)));
      one.flip();
      unused = channel.write(one, position);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Removes an artifact.
   *
   * @return which; null if there is none yet
   */
  public Path vanish(SplittableRandom random) {
    List<Path> artifacts = entries(root.resolve("artifacts"));
    if (artifacts.isEmpty()) {
      return null;
    }
    Path artifact = artifacts.get(random.nextInt(artifacts.size()));
    try {
      delete(artifact);
      return artifact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves no room on its disk, which must be its own. */
  public void fill() {
    if (!mounted) {
      throw new IllegalStateException("the store lies on a disk that others use");
    }
    byte[] block = new byte[MEGABYTE / 16];
    try (FileChannel ballast =
        FileChannel.open(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        int unused = ballast.write(ByteBuffer.wrap(block));
      }
    } catch (IOException e) {
      // No room is left, as intended.
    }
  }

  /** Takes back {@link #fill}. */
  public void makeRoom() {
    try {
      Files.deleteIfExists(ballast());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives back the disk it had of its own. */
  void close() {
    if (mounted) {
      unmount(root);
    }
  }

  private Path ballast() {
    return root.resolve("ballast");
  }

  private List<Path> contents() {
    return entries(root.resolve("artifacts")).stream()
        .flatMap(artifact -> files(artifact.resolve("content")).stream())
        .toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      // Removed meanwhile.
      return List.of();
    }
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static boolean mount(Path folder, int megabytes) throws IOException {
    return done(
        "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "chaos", folder.toString());
  }

  private static void unmount(Path folder) {
    try {
      boolean unused = done("umount", "--lazy", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean done(String... command) throws IOException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
