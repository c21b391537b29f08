package dev.botrunner.runner.child;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that a process lives that uses a folder: a lock of the system, which goes when the process goes. */
public final class FolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final String NAME = ".in-use";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** Nothing: another process has it, or this one has it already, or it cannot be had. Held until it is closed. */
    public static Optional<FolderLock> take(Path folder) {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return Optional.empty();
        }
        var lock = new FolderLock(channel);
        if (lock.isHeld()) {
            return Optional.of(lock);
        }
        lock.close();
        return Optional.empty();
    }

    private boolean isHeld() {
        try {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.atDebug().setMessage("A lock was let go of already").setCause(e).log();
        }
    }
}
