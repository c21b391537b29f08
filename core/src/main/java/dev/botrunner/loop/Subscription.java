package dev.botrunner.loop;

/** Something that goes on until it is closed. Closing twice does nothing. */
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
