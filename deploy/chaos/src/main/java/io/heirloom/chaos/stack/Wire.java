package io.heirloom.chaos.stack;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** What connections to a server of this machine go through, to be cut and stalled at will. */
public final class Wire {
  private static final String HOST = "127.0.0.1";

  private final Vertx vertx;
  private final NetClient client;
  private final IntSupplier target;
  private final NetServer server;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile boolean stalled;

  private Wire(Vertx vertx, IntSupplier target) {
    this.vertx = vertx;
    this.client = vertx.createNetClient();
    this.target = target;
    // Without lingering a close is a reset, as of a machine that is gone.
    this.server = vertx.createNetServer(new NetServerOptions().setHost(HOST).setSoLinger(0));
  }

  /**
   * Opens a wire at a free port.
   *
   * @param target the port at 127.0.0.1 where it ends, asked for at each connection
   */
  static Wire open(Vertx vertx, IntSupplier target) {
    Wire wire = new Wire(vertx, target);
    wire.server
        .connectHandler(wire::connect)
        .listen(0)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    return wire;
  }

  /** The port at 127.0.0.1 where it begins. */
  int port() {
    return server.actualPort();
  }

  /** Resets every connection there is. */
  public void cut() {
    onEach(Link::close);
  }

  /** Lets nothing through, in either direction, until {@link #flow}; in force when this returns. */
  public void stall() {
    stalled = true;
    onEach(Link::settle);
  }

  /** Lets everything through again. */
  public void flow() {
    stalled = false;
    onEach(Link::settle);
  }

  private void onEach(Consumer<Link> task) {
    CompletableFuture.allOf(
            links.stream().map(link -> link.run(task)).toArray(CompletableFuture[]::new))
        .join();
  }

  private void connect(NetSocket inbound) {
    inbound.pause();
    client
        .connect(target.getAsInt(), HOST)
        .onSuccess(outbound -> links.add(new Link(inbound, outbound)))
        .onFailure(refused -> inbound.close());
  }

  /** One connection: both its halves, on one event loop. */
  private final class Link {
    private final NetSocket inbound;
    private final NetSocket outbound;
    private final Context context = vertx.getOrCreateContext();

    Link(NetSocket inbound, NetSocket outbound) {
      this.inbound = inbound;
      this.outbound = outbound;
      join(inbound, outbound);
      join(outbound, inbound);
      settle();
    }

    CompletableFuture<Void> run(Consumer<Link> task) {
      return CompletableFuture.runAsync(
          () -> task.accept(this), work -> context.runOnContext(now -> work.run()));
    }

    private void join(NetSocket from, NetSocket to) {
      from.handler(pump(from, to));
      from.closeHandler(closed -> close());
      from.exceptionHandler(broken -> close());
    }

    private Handler<Buffer> pump(NetSocket from, NetSocket to) {
      return bytes -> {
        to.write(bytes);
        if (to.writeQueueFull()) {
          from.pause();
          to.drainHandler(drained -> settle());
        }
      };
    }

    /** Reads on, or stops reading, as the wire stands. */
    private void settle() {
      if (stalled) {
        inbound.pause();
        outbound.pause();
      } else {
        inbound.resume();
        outbound.resume();
      }
    }

    private void close() {
      links.remove(this);
      inbound.close();
      outbound.close();
    }
  }
}
