package io.heirloom.embedded;

/**
 * An {@link EmbeddedDatabase} as a process of its own: {@code DatabaseProcess FOLDER PORT
 * [--until-input-ends]}. Prints {@code READY host:port} once it serves; stops on SIGTERM, and with
 * the flag also when its standard input ends.
 */
public final class DatabaseProcess {
  private DatabaseProcess() {}

  public static void main(String[] arguments) {
    new ChildProcess("database", EmbeddedDatabase::start).run(arguments);
  }
}
