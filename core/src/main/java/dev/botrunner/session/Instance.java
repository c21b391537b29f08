package dev.botrunner.session;

/** Names one process: a runner, a worker or a control server. 1 to 128 visible ASCII characters. */
public record Instance(String value) {

    public Instance {
        if (!Names.isVisibleAscii(value, 128)) {
            throw new IllegalArgumentException("An instance is named by 1 to 128 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
