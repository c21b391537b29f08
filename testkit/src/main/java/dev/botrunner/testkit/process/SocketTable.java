package dev.botrunner.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose sockets those of this machine are (Linux). */
public final class SocketTable {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private SocketTable() {}

    /** Which of these processes holds the connection from one port of this machine to another; nothing where it is gone. */
    public static Optional<Long> holder(int from, int to, Collection<Long> among) {
        return inode(from, to)
                .flatMap(inode -> among.stream()
                        .filter(pid -> holds(pid, "socket:[" + inode + "]"))
                        .findFirst());
    }

    private static Optional<String> inode(int from, int to) {
        for (String table : List.of("tcp", "tcp6")) {
            for (String row : rows(table)) {
                String[] fields = row.strip().split("\\s+", -1);
                if (fields.length > INODE && isPort(fields[LOCAL], from) && isPort(fields[REMOTE], to)) {
                    return Optional.of(fields[INODE]);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isPort(String address, int port) {
        return address.endsWith(String.format(Locale.ROOT, ":%04X", port));
    }

    private static List<String> rows(String table) {
        try {
            return Files.readAllLines(Path.of("/proc/net", table));
        } catch (IOException e) {
            throw new UncheckedIOException("The sockets of this machine cannot be listed", e);
        }
    }

    private static boolean holds(long pid, String what) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : open) {
                if (isLinkTo(descriptor, what)) {
                    return true;
                }
            }
        } catch (IOException gone) {
            return false;
        }
        return false;
    }

    private static boolean isLinkTo(Path descriptor, String what) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(what);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
