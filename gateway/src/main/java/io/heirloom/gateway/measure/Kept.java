package io.heirloom.gateway.measure;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries asked for last. Not thread-safe. */
public final class Latest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final float LOAD = .75f;

  private final int most;

  public Latest(int most) {
    super(most, LOAD, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
