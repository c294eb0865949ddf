package io.heirloom.embedded;

import java.nio.file.Path;

/**
 * An {@link EmbeddedBroker} as a process of its own: {@code BrokerProcess FOLDER PORT
 * [--until-input-ends]}. Prints {@code READY host:port} once it serves; stops on SIGTERM, and with
 * the flag also when its standard input ends.
 *
 * <p>The system property {@value #ADVERTISED} names the port that clients are told to use, where
 * they are to reach it through something in between.
 */
public final class BrokerProcess {
  /** Name of the system property. */
  public static final String ADVERTISED = "heirloom.broker.advertised-port";

  private BrokerProcess() {}

  public static void main(String[] arguments) {
    new ChildProcess("broker", BrokerProcess::start).run(arguments);
  }

  private static EmbeddedBroker start(Path folder, int port) {
    return EmbeddedBroker.start(folder, port, Integer.getInteger(ADVERTISED, 0));
  }
}
