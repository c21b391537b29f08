package dev.botrunner.session;

/** Whoever owns the API key a request came with. Never read from a request body. */
public record Tenant(String name) {

    /** The tenant of everybody under {@code --auth none}. */
    public static final Tenant DEFAULT = new Tenant("default");

    public Tenant {
        if (!Names.isName(name)) {
            throw new IllegalArgumentException("A tenant's name is [a-z][a-z0-9-]{0,62}");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
