package io.heirloom.embedded;

/**
 * An {@link EmbeddedBroker} as a process of its own: {@code BrokerProcess FOLDER PORT
 * [--until-input-ends]}. Prints {@code READY host:port} once it serves; stops on SIGTERM, and with
 * the flag also when its standard input ends.
 */
public final class BrokerProcess {
  private BrokerProcess() {}

  public static void main(String[] arguments) {
    new ChildProcess("broker", EmbeddedBroker::start).run(arguments);
  }
}
